package sluice.mapping;

import sluice.event.Fault;

/** A mapping cannot be evaluated for one event; other events are not affected. Carries no stack: it is data's fault. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public EvaluationException(Fault fault) {
        this(fault, null);
    }

    EvaluationException(Fault fault, Throwable cause) {
        super(fault.toString(), cause, false, false);
        this.fault = fault;
    }

    /** Where in the mapping, what was expected and what kind of value was found. */
    public Fault fault() {
        return fault;
    }
}
