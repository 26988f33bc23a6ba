package sluice.embeddedorg.bulk;

/** The job as a whole fails, and what it has not processed stays unprocessed. The message is the job's errorMessage. */
final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobFailure(String message) {
        super(message, null, false, false);
    }
}
