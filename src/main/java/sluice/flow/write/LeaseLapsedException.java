package sluice.flow.write;

/** The claim of a delivery ran out before a call of its write: somebody else may be writing it. */
final class LeaseLapsedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
