package sluice.salesforce;

/** A call that the org refused or did not answer. */
public final class OrgCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public OrgCallException(Failure failure, Throwable cause) {
        super(failure.errorCode() + ": " + failure.message(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
