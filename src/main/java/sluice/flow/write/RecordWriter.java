package sluice.flow.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.RefusedException;
import sluice.event.JsonText;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.SendingPausedException;
import sluice.ledger.Delivery;
import sluice.salesforce.Call;
import sluice.salesforce.Found;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.UncertainCreate;

/**
 * The steps between the calls of the route {@code write-record}: they read and set the headers that
 * {@code camel-salesforce} goes by. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("recordWriter")
public final class RecordWriter {
    /** Property: the mapping to use instead of the deployed one of the delivery's name. */
    public static final String INLINE_MAPPING = "sluice.inlineMapping";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUERY = "sObjectQuery";
    private static final String OBJECT = "sObjectName";
    private static final String RECORD_ID = "sObjectId";
    private static final String EXTERNAL_ID_FIELD = "sObjectIdName";
    private static final String EXTERNAL_ID = "sObjectIdValue";

    /** Header: whether an earlier attempt may have created the record, and the mapping wants that to be found out. */
    private static final String VERIFY = "verify";

    private final MappingDirectory mappings;
    private final OrgGate gate;

    RecordWriter(MappingDirectory mappings, OrgGate gate) {
        this.mappings = mappings;
        this.gate = gate;
    }

    /**
     * Body in: a {@link Delivery}. Evaluates its mapping as it is now and plans the write; sets the headers
     * {@code mapping}, {@code action}, {@code operation}, {@code sObject}, and {@code sObjectQuery} where the record has
     * to be looked up; {@code verify} says whether it has to be found out first if an earlier attempt created it.
     *
     * @throws RefusedException when the mapping refuses the event
     * @throws SendingPausedException when the whole org is in trouble since the delivery was claimed
     * @throws UnwritableException when there is no such mapping, or when a create may have been done already
     */
    public void plan(Exchange exchange) throws RefusedException {
        Delivery delivery = exchange.getMessage().getBody(Delivery.class);
        WriteInProgress.of(delivery).keepOn(exchange);
        gate.check(exchange);
        Mapping mapping = mapping(exchange, delivery);
        Message message = exchange.getMessage();
        message.setHeader("mapping", mapping.name());
        message.setHeader("action", mapping.action().name());
        RecordWrite write = mapping.write(event(delivery), delivery.messageId());
        message.setHeader("operation", write.operation().name().toLowerCase(Locale.ROOT));
        message.setHeader("sObject", write.sObject());
        Plan plan = Plan.of(write);
        WriteInProgress.of(delivery).planned(plan).keepOn(exchange);
        boolean isDoubtful = delivery.uncertain() && !plan.isRepeatable();
        if (isDoubtful && mapping.uncertainCreate() == UncertainCreate.DEAD_LETTER) {
            throw UnwritableException.perhapsWritten();
        }
        message.setHeader(VERIFY, isDoubtful && mapping.uncertainCreate() == UncertainCreate.VERIFY);
        message.removeHeader(QUERY);
        plan.query().ifPresent(query -> message.setHeader(QUERY, query));
    }

    /** Before the lookup: counts its call. What was decided by an earlier one does not hold any more. */
    public void countLookup(Exchange exchange) {
        WriteInProgress.on(exchange).undecided().calling().keepOn(exchange);
    }

    /** Decides what is done, if it is not known yet: by the lookup's answer in the body, or at once where none was needed. */
    public void decide(Exchange exchange) throws IOException {
        WriteInProgress write = WriteInProgress.on(exchange);
        Call call = write.call().isPresent()
                ? write.call().get()
                : call(exchange, write.plan().orElseThrow());
        exchange.getMessage().removeHeader(QUERY);
        boolean calls = prepare(exchange.getMessage(), call);
        (calls ? write.decided(call).calling() : write.decided(call)).keepOn(exchange);
    }

    private static Call call(Exchange exchange, Plan plan) throws IOException {
        return plan.query().isPresent() ? plan.call(Found.in(answer(exchange))) : plan.call();
    }

    /** The reply in the body as JSON; missing where there is none, or something else. */
    static JsonNode answer(Exchange exchange) throws IOException {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            return JSON.missingNode();
        }
        try (body) {
            return JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** Sets what the component goes by; false where the call is none. */
    private static boolean prepare(Message message, Call call) {
        message.setHeader("call", "none");
        if (call instanceof Call.Create create) {
            set(message, "create", create.sObject(), Optional.empty(), JsonText.of(create.body()));
        } else if (call instanceof Call.Update update) {
            set(message, "update", update.sObject(), Optional.of(update.recordId()), JsonText.of(update.body()));
        } else if (call instanceof Call.Upsert upsert) {
            set(message, "upsert", upsert.sObject(), Optional.empty(), JsonText.of(upsert.body()));
            message.setHeader(EXTERNAL_ID_FIELD, upsert.field());
            message.setHeader(EXTERNAL_ID, upsert.value());
        } else if (call instanceof Call.Delete delete) {
            set(message, "delete", delete.sObject(), Optional.of(delete.recordId()), "");
        }
        return !"none".equals(message.getHeader("call"));
    }

    private static void set(Message message, String call, String sObject, Optional<String> recordId, String body) {
        message.setHeader("call", call);
        message.setHeader(OBJECT, sObject);
        recordId.ifPresent(id -> message.setHeader(RECORD_ID, pathSegment(id)));
        message.setBody(body);
    }

    private static String pathSegment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Mapping mapping(Exchange exchange, Delivery delivery) {
        Mapping inline = exchange.getProperty(INLINE_MAPPING, Mapping.class);
        return inline != null
                ? inline
                : mappings.mappings()
                        .named(delivery.mapping())
                        .filter(Mapping::enabled)
                        .orElseThrow(() -> UnwritableException.mappingGone(delivery.mapping()));
    }

    private static JsonNode event(Delivery delivery) {
        try {
            return JSON.readTree(delivery.event().bytes());
        } catch (IOException broken) {
            throw UnwritableException.unreadable(broken);
        }
    }
}
