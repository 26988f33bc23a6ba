package sluice.event;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A mapping, trigger or other definition is refused. Holds every fault of it at once, in the order of the definition.
 */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public DefinitionException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public DefinitionException(Fault fault) {
        this(List.of(fault));
    }

    /** At least one. */
    public List<Fault> faults() {
        return faults;
    }
}
