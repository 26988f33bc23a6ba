package sluice.action;

import java.util.List;
import java.util.stream.Collectors;

/** Mapping files are refused. Holds every problem of every file, in the order of the files and their lines. */
public final class BrokenMappingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<MappingProblem> problems;

    public BrokenMappingsException(List<MappingProblem> problems) {
        super(problems.stream().map(MappingProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<MappingProblem> problems() {
        return problems;
    }
}
