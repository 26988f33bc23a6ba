package sluice.flow.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jboss.logging.Logger;
import sluice.ledger.LedgerException;
import sluice.ledger.LedgerFullException;

/** The answers to clients that send events. Thread-safe. */
@Singleton
@RegisterForReflection
@Named("ingestReplies")
public final class IngestReplies {
    /** Property: the {@link ReceivedEvents} of the request, kept until it is answered. */
    public static final String RECEIVED = "sluice.received";

    private static final Logger LOG = Logger.getLogger(IngestReplies.class);
    private static final int RETRY_SECONDS = 5;

    private final TurnedAway turnedAway;

    IngestReplies(Clock clock) {
        turnedAway = new TurnedAway(clock);
    }

    /** 200 {@code {"success": true}}, with {@code "rejected": [{"index": 1, "reason": "…"}]} where some are not taken. */
    public void accepted(Exchange exchange) {
        List<ReceivedEvents.Rejection> rejected =
                exchange.getProperty(RECEIVED, ReceivedEvents.class).rejected();
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("success", true);
        if (!rejected.isEmpty()) {
            LOG.warnf("%d events of a request were rejected; its answer says why", rejected.size());
            rejected.forEach(rejection -> reply.withArrayProperty("rejected")
                    .addObject()
                    .put("index", rejection.index())
                    .put("reason", rejection.reason()));
        }
        answer(exchange, 200, reply);
    }

    /** 4xx {@code {"success": false, "message": "…"}}: nothing of the request was taken. */
    public void refused(Exchange exchange) {
        RefusedRequestException refused =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefusedRequestException.class);
        answer(exchange, refused.httpStatus(), failure(refused.getMessage()));
        if (refused.httpStatus() == 401) {
            exchange.getMessage().setHeader("WWW-Authenticate", "Basic realm=\"events\"");
        }
    }

    /** 429 or 503 with {@code Retry-After}: the ledger cannot take it now, and the client shall keep it. */
    public void unavailable(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof LedgerException) {
            turnedAway
                    .count()
                    .ifPresent(requests ->
                            LOG.warnf("Requests with events were turned away: %d; %s", requests, cause.getMessage()));
        } else {
            LOG.errorf(cause, "A request with events was turned away");
        }
        int status = cause instanceof LedgerFullException ? 429 : 503;
        answer(exchange, status, failure("the events were not taken; send them again later"));
        exchange.getMessage().setHeader("Retry-After", RETRY_SECONDS);
    }

    /** 204 to the question of a browser whether a page may send events from another host: it may. */
    public void preflight(Exchange exchange) {
        answer(exchange, 204, null);
        Message reply = exchange.getMessage();
        reply.setHeader("Access-Control-Allow-Methods", "POST, OPTIONS");
        reply.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding");
        reply.setHeader("Access-Control-Max-Age", 86_400);
    }

    private static ObjectNode failure(String message) {
        return JsonNodeFactory.instance.objectNode().put("success", false).put("message", message);
    }

    private static void answer(Exchange exchange, int status, ObjectNode body) {
        Message reply = exchange.getMessage();
        reply.removeHeaders("*");
        reply.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        reply.setHeader("Access-Control-Allow-Origin", "*");
        reply.setHeader(Exchange.CONTENT_TYPE, "application/json");
        reply.setBody(body == null ? "" : body.toString());
    }
}
