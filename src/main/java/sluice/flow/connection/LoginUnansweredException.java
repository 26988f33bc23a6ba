package sluice.flow.connection;

import org.apache.camel.component.salesforce.api.SalesforceException;

/** The login server could not be reached, or its answer not be read. No record was touched. */
public final class LoginUnansweredException extends SalesforceException {
    private static final long serialVersionUID = 1L;

    LoginUnansweredException(Throwable cause) {
        super("the login server did not answer", cause);
    }
}
