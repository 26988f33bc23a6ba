package sluice.action;

import java.util.List;
import java.util.Optional;

/**
 * A file of the folder as it was read last.
 *
 * @param stamp when and how large it was
 * @param text what it held; empty where it could not be read
 * @param good what it holds, or held when it was last in order
 * @param problems what is wrong with it now
 */
record MappingFile(Stamp stamp, String text, Optional<Mapping> good, List<MappingProblem> problems) {
    MappingFile {
        problems = List.copyOf(problems);
    }

    MappingFile at(Stamp later) {
        return new MappingFile(later, text, good, problems);
    }
}
