package sluice.flow.describe;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import sluice.flow.write.Failures;
import sluice.flow.write.SalesforceCalls;
import sluice.salesforce.FieldSummary;
import sluice.salesforce.ObjectSummary;
import sluice.salesforce.OrgCallException;
import sluice.salesforce.OrgCatalog;

/** Asks the org by the routes {@code list-objects} and {@code describe-object}. */
@Singleton
final class AskedCatalog implements OrgCatalog {
    private static final String OBJECTS = "direct:list-objects";
    private static final String OBJECT = "direct:describe-object";

    private final ProducerTemplate routes;

    AskedCatalog(ProducerTemplate routes) {
        this.routes = routes;
    }

    @Override
    public List<ObjectSummary> objects() throws OrgCallException {
        return ObjectSummary.in(ask(OBJECTS, Map.of()));
    }

    @Override
    public List<FieldSummary> fields(String sObject) throws OrgCallException {
        return FieldSummary.in(ask(OBJECT, Map.of("sObjectName", sObject)));
    }

    private JsonNode ask(String route, Map<String, Object> headers) throws OrgCallException {
        Exchange answered =
                routes.request(route, exchange -> exchange.getMessage().setHeaders(headers));
        if (answered.getException() != null) {
            throw new OrgCallException(Failures.of(answered.getException()), answered.getException());
        }
        try {
            return SalesforceCalls.answer(answered);
        } catch (IOException cut) {
            throw new OrgCallException(Failures.of(cut), cut);
        }
    }
}
