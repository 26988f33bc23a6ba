package sluice.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import sluice.event.Fault;
import sluice.ledger.DeliveryFilter;

/** Which part of a list is asked for, and how it is answered: {@code {"total": 1, "items": [{…}]}}. */
record Paging(long offset, int limit) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the query parameters.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400 when they are none
     */
    static Paging of(String offset, String limit) {
        try {
            return new Paging(Long.parseLong(offset), Integer.parseInt(limit)).checked();
        } catch (NumberFormatException notANumber) {
            throw wrong(offset, limit);
        }
    }

    private Paging checked() {
        if (offset < 0 || limit < 1 || limit > DeliveryFilter.MAX_LIMIT) {
            throw wrong(String.valueOf(offset), String.valueOf(limit));
        }
        return this;
    }

    private static WebApplicationException wrong(String offset, String limit) {
        String expected = "offset from 0 and limit from 1 to " + DeliveryFilter.MAX_LIMIT;
        return Requests.wrong(new Fault("query", expected, offset + " and " + limit));
    }

    /** The page of a list that is complete; its items are records or JSON. */
    String page(List<?> all) {
        return page(all.size(), all.stream().skip(offset).limit(limit).toList());
    }

    /** A page that was cut out before. */
    static String page(long total, List<?> items) {
        ObjectNode page = JSON.createObjectNode().put("total", total);
        page.set("items", JSON.valueToTree(items));
        return page.toString();
    }
}
