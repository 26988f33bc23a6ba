package sluice.flow.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import sluice.event.JsonText;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Call;
import sluice.salesforce.WriteOptions;

/**
 * The form in which {@code camel-salesforce} takes calls: the header {@code call}, by which the routes choose the step,
 * the component's own headers, the body. And the form in which it gives answers.
 */
public final class SalesforceCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TextNode NO_JSON = TextNode.valueOf("no JSON");
    private static final String CALL = "call";
    private static final String QUERY = "sObjectQuery";
    private static final String OBJECT = "sObjectName";
    private static final String RECORD_ID = "sObjectId";
    private static final String PATH = "rawPath";
    private static final String RECORD_IDS = "ids";
    private static final List<String> ALL =
            List.of(CALL, QUERY, OBJECT, RECORD_ID, PATH, RECORD_IDS, Exchange.HTTP_RESPONSE_CODE);

    /** Those that the component hands on as headers of the call, and those of the answer. */
    private static final String SALESFORCE_HEADERS = "Sforce-*";

    private final String apiVersion;

    public SalesforceCalls(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public void prepare(Message message, BatchCall call, WriteOptions options) {
        if (call instanceof BatchCall.Single single) {
            prepare(message, single.call(), options);
        } else if (call instanceof BatchCall.Query query) {
            begin(message, "query").setHeader(QUERY, query.soql());
        } else if (call instanceof BatchCall.NextPage page) {
            begin(message, "queryMore").setHeader(QUERY, page.path());
        } else if (call instanceof BatchCall.CreateMany many) {
            begin(message, "createMany", options).setBody(JsonText.of(many.body()));
        } else if (call instanceof BatchCall.UpdateMany many) {
            begin(message, "updateMany", options).setBody(JsonText.of(many.body()));
        } else if (call instanceof BatchCall.DeleteMany many) {
            begin(message, "deleteMany").setHeader(RECORD_IDS, String.join(",", many.recordIds()));
        } else if (call instanceof BatchCall.UpsertMany many) {
            begin(message, "upsertMany", options).setBody(JsonText.of(many.body()));
            message.setHeader(PATH, path("composite", "sobjects", many.sObject(), many.field()));
        }
    }

    /** False where nothing is to be sent. */
    boolean prepare(Message message, Call call, WriteOptions options) {
        if (call instanceof Call.Create create) {
            begin(message, "create", options).setBody(JsonText.of(create.body()));
            message.setHeader(OBJECT, create.sObject());
        } else if (call instanceof Call.Update update) {
            begin(message, "update", options).setBody(JsonText.of(update.body()));
            message.setHeader(OBJECT, update.sObject());
            message.setHeader(RECORD_ID, encoded(update.recordId()));
        } else if (call instanceof Call.Delete delete) {
            begin(message, "delete").setHeader(OBJECT, delete.sObject());
            message.setHeader(RECORD_ID, encoded(delete.recordId()));
        } else if (call instanceof Call.Upsert upsert && upsert.inBody().isPresent()) {
            prepare(message, upsert.inBody().get(), options);
            message.setHeader(CALL, "upsert");
        } else if (call instanceof Call.Upsert upsert) {
            begin(message, "upsert", options).setBody(JsonText.of(upsert.body()));
            String path = path("sobjects", upsert.sObject(), upsert.field(), upsert.value());
            message.setHeader(PATH, upsert.updateOnly() ? path + "?updateOnly=true" : path);
        } else {
            begin(message, "none");
            return false;
        }
        return true;
    }

    /** Nothing is left of the call before. */
    public static void clear(Message message) {
        ALL.forEach(message::removeHeader);
        message.removeHeaders(SALESFORCE_HEADERS);
        message.setBody("");
    }

    /** The reply in the body as JSON; missing where there is none, a text where it is something else. */
    public static JsonNode answer(Exchange exchange) throws IOException {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            return JSON.missingNode();
        }
        try (body) {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return NO_JSON;
        }
    }

    /** The reply's status. */
    static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    }

    private static Message begin(Message message, String call) {
        clear(message);
        message.setHeader(CALL, call);
        return message;
    }

    private static Message begin(Message message, String call, WriteOptions options) {
        begin(message, call);
        options.headers().forEach(message::setHeader);
        return message;
    }

    private String path(String... segments) {
        StringBuilder path = new StringBuilder("/services/data/v").append(apiVersion);
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
