package sluice.flow.connection;

import java.util.List;
import java.util.Set;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import sluice.salesforce.Failure;

/** The login server gave no token, or one for a host that is none of Salesforce's. No record was touched. */
public final class LoginRefusedException extends SalesforceException {
    private static final long serialVersionUID = 1L;

    /** Salesforce has one code for all refused grants; with these texts and status 400 another login is under way. */
    private static final Set<String> BUSY =
            Set.of("token request is already being processed", "expired authorization code");

    private final transient Failure failure;

    LoginRefusedException(String errorCode, String message, int httpStatus) {
        super(List.of(new RestError(errorCode, message)), httpStatus, message);
        boolean busy = httpStatus == 400 && errorCode.equals("invalid_grant") && BUSY.contains(message);
        this.failure = Failure.loginRefused(httpStatus, errorCode, message, busy);
    }

    /** Not tried, since too many others were refused just before. */
    static LoginRefusedException before() {
        return new LoginRefusedException(
                "LOGIN_REFUSED_BEFORE", "the same login was refused before; it is not tried again so soon", 400);
    }

    /** What the refusal means for the write that needed the login. */
    public Failure failure() {
        return failure;
    }
}
