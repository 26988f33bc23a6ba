package sluice.flow.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import sluice.flow.connection.SalesforceUser;
import sluice.salesforce.Call;
import sluice.salesforce.CreateVerification;
import sluice.salesforce.RecordWrite;

/** The steps of the route {@code verify-create}. Thread-safe. */
@Singleton
@RegisterForReflection
@Named("createVerifier")
public final class CreateVerifier {
    private static final String QUERY = "sObjectQuery";
    private static final String LOOKUP = "sluice.lookup";

    /** Sets what the describe goes by. */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(LOOKUP, message.getHeader(QUERY));
        WriteInProgress write = WriteInProgress.on(exchange);
        message.setHeader("sObjectName", write.plan().orElseThrow().write().sObject());
        write.calling().keepOn(exchange);
    }

    /**
     * Body in: the describe. Sets the query.
     *
     * @throws UnwritableException when nothing can be asked for
     */
    public void ask(Exchange exchange) throws IOException {
        WriteInProgress write = WriteInProgress.on(exchange);
        JsonNode description = SalesforceCalls.answer(exchange);
        RecordWrite record = write.plan().orElseThrow().write();
        String query = SalesforceUser.id(exchange.getContext())
                .flatMap(user -> CreateVerification.query(
                        record, description, user, write.delivery().sentAt()))
                .orElseThrow(UnwritableException::perhapsWritten);
        exchange.getMessage().setHeader(QUERY, query);
        write.calling().keepOn(exchange);
    }

    /** Body in: the answer. Decides the call where the record is there already; else the write goes on as usual. */
    public void judge(Exchange exchange) throws IOException {
        WriteInProgress write = WriteInProgress.on(exchange);
        Optional<Call> known =
                CreateVerification.decide(write.plan().orElseThrow().write(), SalesforceCalls.answer(exchange));
        Message message = exchange.getMessage();
        message.removeHeader(QUERY);
        if (known.isPresent()) {
            write.decided(known.get()).keepOn(exchange);
        } else {
            Optional.ofNullable(exchange.getProperty(LOOKUP)).ifPresent(lookup -> message.setHeader(QUERY, lookup));
        }
    }
}
