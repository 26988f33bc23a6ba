package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sluice.event.Fault;

/**
 * The options of a mapping: what Segment has not. Known by name, so that a wrong one is a fault; one whose behaviour
 * this version lacks is a fault too, never ignored.
 */
final class MappingOptions {
    private static final String SAME_RECORD = "sameRecord";
    private static final Set<String> LATER = Set.of(
            "idempotencyField",
            "duplicateRule",
            "assignmentRule",
            "fillOnlyEmpty",
            "followConvertedLead",
            "uncertainCreate",
            "bulk");

    private MappingOptions() {}

    static void check(ObjectNode options, String at, List<Fault> faults) {
        options.properties().forEach(option -> {
            String pointer = at + "/" + option.getKey();
            if (option.getKey().equals(SAME_RECORD)) {
                checkSameRecord(option.getValue(), pointer, faults);
            } else if (LATER.contains(option.getKey())) {
                faults.add(new Fault(pointer, "nothing (not available in this version)", "an option"));
            } else {
                Set<String> known = new TreeSet<>(LATER);
                known.add(SAME_RECORD);
                faults.add(new Fault(
                        pointer, "one of " + String.join(", ", known), Spelling.hint(option.getKey(), known)));
            }
        });
    }

    private static void checkSameRecord(JsonNode value, String pointer, List<Fault> faults) {
        if (value.asText().equals("merge")) {
            faults.add(new Fault(pointer, "inOrder (merge is not available in this version)", "merge"));
        } else if (!value.asText().equals("inOrder")) {
            faults.add(new Fault(pointer, "inOrder", Kind.of(value)));
        }
    }
}
