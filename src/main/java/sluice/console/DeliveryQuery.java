package sluice.console;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import sluice.event.Fault;
import sluice.ledger.DeliveryFilter;

/**
 * Which deliveries to list, as the query of a URL says it.
 *
 * @param mapping its name; empty: any
 * @param action our word for it, such as {@code lead}; empty: any
 * @param messageId the event's; empty: any
 * @param from received at this time or later: {@code 2026-01-31T12:00:00Z}; empty: from the beginning
 * @param to received before this time; empty: to the end
 * @param offset rows left out
 * @param limit rows given
 */
public record DeliveryQuery(
        @QueryParam("mapping") @DefaultValue("") String mapping,
        @QueryParam("action") @DefaultValue("") String action,
        @QueryParam("messageId") @DefaultValue("") String messageId,
        @QueryParam("from") @DefaultValue("") String from,
        @QueryParam("to") @DefaultValue("") String to,
        @QueryParam("offset") @DefaultValue("0") String offset,
        @QueryParam("limit") @DefaultValue("100") String limit) {
    /** @throws jakarta.ws.rs.WebApplicationException 400 when a time or the page is none */
    DeliveryFilter filter() {
        Paging paging = Paging.of(offset, limit);
        DeliveryFilter all = DeliveryFilter.all();
        return all.mapping(mapping)
                .action(action)
                .messageId(messageId)
                .received(time("from", from, all.from()), time("to", to, all.to()))
                .page(paging.offset(), paging.limit());
    }

    /** The time that a filter names, or another where it names none. */
    static Instant time(String at, String text, Instant otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw Requests.wrong(new Fault(at, "a time such as 2026-01-31T12:00:00Z", text));
        }
    }
}
