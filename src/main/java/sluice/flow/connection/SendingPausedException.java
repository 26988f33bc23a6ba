package sluice.flow.connection;

import java.util.List;
import sluice.salesforce.Failure;

/** The whole org is in trouble, so that a delivery was not sent. No record was touched. */
public final class SendingPausedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNAVAILABLE = 503;

    SendingPausedException(Trouble trouble) {
        super(trouble.words());
    }

    /** What it means for the delivery. */
    public Failure failure() {
        return new Failure(UNAVAILABLE, "SENDING_PAUSED", getMessage(), List.of(), Failure.Kind.ORG);
    }
}
