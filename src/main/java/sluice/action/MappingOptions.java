package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sluice.event.Fault;
import sluice.salesforce.UncertainCreate;

/**
 * The options of a mapping: what Segment has not. Known by name, so that a wrong one is a fault; one whose behaviour
 * this version lacks is a fault too, never ignored.
 */
final class MappingOptions {
    private static final String SAME_RECORD = "sameRecord";
    private static final String IDEMPOTENCY_FIELD = "idempotencyField";
    private static final String UNCERTAIN_CREATE = "uncertainCreate";
    private static final Set<String> LATER =
            Set.of("duplicateRule", "assignmentRule", "fillOnlyEmpty", "followConvertedLead", "bulk");

    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*__c");
    private static final Map<String, UncertainCreate> UNCERTAIN_CREATES = Map.of(
            "verify", UncertainCreate.VERIFY,
            "retry", UncertainCreate.RETRY,
            "deadLetter", UncertainCreate.DEAD_LETTER);

    private MappingOptions() {}

    /** The unique external id field that new records get the messageId in. */
    static Optional<String> idempotencyField(ObjectNode options) {
        return Optional.ofNullable(options.path(IDEMPOTENCY_FIELD).textValue());
    }

    static UncertainCreate uncertainCreate(ObjectNode options) {
        return UNCERTAIN_CREATES.getOrDefault(options.path(UNCERTAIN_CREATE).asText(), UncertainCreate.DEAD_LETTER);
    }

    static void check(ObjectNode options, String at, List<Fault> faults) {
        options.properties().forEach(option -> {
            String pointer = at + "/" + option.getKey();
            if (option.getKey().equals(SAME_RECORD)) {
                checkSameRecord(option.getValue(), pointer, faults);
            } else if (option.getKey().equals(IDEMPOTENCY_FIELD)) {
                if (!FIELD.matcher(option.getValue().asText()).matches()) {
                    faults.add(new Fault(
                            pointer,
                            "the API name of a custom field that is a unique external id, such as Event_Id__c",
                            Kind.of(option.getValue())));
                }
            } else if (option.getKey().equals(UNCERTAIN_CREATE)) {
                if (!UNCERTAIN_CREATES.containsKey(option.getValue().asText())) {
                    faults.add(new Fault(pointer, "verify, retry or deadLetter", Kind.of(option.getValue())));
                }
            } else if (LATER.contains(option.getKey())) {
                faults.add(new Fault(pointer, "nothing (not available in this version)", "an option"));
            } else {
                Set<String> known = new TreeSet<>(LATER);
                known.addAll(List.of(SAME_RECORD, IDEMPOTENCY_FIELD, UNCERTAIN_CREATE));
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
