package sluice.flow.write;

/** A claim ran out before a call: somebody else may be sending what was claimed. */
public final class LeaseLapsedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
