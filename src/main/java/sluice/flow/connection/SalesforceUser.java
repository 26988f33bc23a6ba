package sluice.flow.connection;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;

/** Whom Salesforce takes us for. */
public final class SalesforceUser {
    private SalesforceUser() {}

    /** The record id of the user that the last login was for; empty where the login did not say, or there was none. */
    public static Optional<String> id(CamelContext context) {
        SalesforceComponent salesforce = context.getComponent("salesforce", SalesforceComponent.class);
        return Optional.ofNullable(salesforce.getSession().getId())
                .filter(identity -> !identity.equals(GuardedSession.NO_IDENTITY))
                .map(identity -> identity.substring(identity.lastIndexOf('/') + 1));
    }
}
