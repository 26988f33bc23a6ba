package sluice.flow.connection;

import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/** The login server gave no token, or one for a host that is none of Salesforce's. No record was touched. */
public final class LoginRefusedException extends SalesforceException {
    private static final long serialVersionUID = 1L;

    LoginRefusedException(String errorCode, String message, int httpStatus) {
        super(List.of(new RestError(errorCode, message)), httpStatus, message);
    }
}
