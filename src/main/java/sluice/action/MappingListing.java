package sluice.action;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of a {@link MappingDirectory}.
 *
 * @param file its name in the folder
 * @param mapping what it holds, or held when it was last in order; empty where it never was
 * @param problems what is wrong with it now; empty where it is in order
 */
public record MappingListing(String file, Optional<Mapping> mapping, List<MappingProblem> problems) {
    public MappingListing {
        Objects.requireNonNull(file);
        Objects.requireNonNull(mapping);
        problems = List.copyOf(problems);
    }
}
