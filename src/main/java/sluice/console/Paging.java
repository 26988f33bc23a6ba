package sluice.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sluice.event.Fault;

/** What stands in the list of a page: {@code {"total": 1, "items": [{…}]}}. */
record Paging(long offset, int limit) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LIMIT = 1000;

    /**
     * Reads the query parameters.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400 when they are none
     */
    static Paging of(String offset, String limit) {
        try {
            Paging paging = new Paging(Long.parseLong(offset), Integer.parseInt(limit));
            if (paging.offset >= 0 && paging.limit >= 1 && paging.limit <= MAX_LIMIT) {
                return paging;
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw Requests.wrong(
                new Fault("query", "offset from 0 and limit from 1 to " + MAX_LIMIT, offset + " and " + limit));
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
