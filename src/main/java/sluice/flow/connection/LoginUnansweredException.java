package sluice.flow.connection;

import org.apache.camel.component.salesforce.api.SalesforceException;
import sluice.salesforce.Failure;

/** The login server could not be reached, or its answer not be read. No record was touched. */
public final class LoginUnansweredException extends SalesforceException {
    private static final long serialVersionUID = 1L;

    LoginUnansweredException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What it means for the write that needed the login. */
    public Failure failure() {
        return Failure.unconnected(getMessage());
    }
}
