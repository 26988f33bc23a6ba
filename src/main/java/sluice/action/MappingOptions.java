package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sluice.event.Fault;
import sluice.salesforce.UncertainCreate;
import sluice.salesforce.WriteOptions;

/**
 * The options of a mapping: what Segment has not. Known by name, so that a wrong one is a fault; one that does nothing for
 * the mapping's action is a fault too, never ignored.
 */
final class MappingOptions {
    private static final String SAME_RECORD = "sameRecord";
    private static final String MERGE = "merge";
    private static final String IDEMPOTENCY_FIELD = "idempotencyField";
    private static final String UNCERTAIN_CREATE = "uncertainCreate";
    static final String DUPLICATE_RULE = "duplicateRule";
    static final String ASSIGNMENT_RULE = "assignmentRule";
    static final String FILL_ONLY_EMPTY = "fillOnlyEmpty";
    static final String BULK = "bulk";
    private static final String AUTO = "auto";
    static final String FOLLOW_CONVERTED_LEAD = "followConvertedLead";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*__c");
    private static final Pattern RULE_ID = Pattern.compile("01Q(?:[A-Za-z0-9]{12}|[A-Za-z0-9]{15})");
    private static final Map<String, UncertainCreate> UNCERTAIN_CREATES = Map.of(
            "verify", UncertainCreate.VERIFY,
            "retry", UncertainCreate.RETRY,
            "deadLetter", UncertainCreate.DEAD_LETTER);

    /** REST API Developer Guide, "Assignment Rule Header". */
    private static final String ASSIGNMENT_HEADER = "Sforce-Auto-Assign";
    /** REST API Developer Guide, "Duplicate Rule Header"; from version 52.0 on. */
    private static final String DUPLICATE_HEADER = "Sforce-Duplicate-Rule-Header";

    private static final Map<String, String> ASSIGNMENTS = Map.of("off", "FALSE", "default", "TRUE");

    private static final Map<String, Option> OPTIONS = new TreeMap<>(Map.of(
            SAME_RECORD,
            new Option("inOrder or merge", isOneOf(Set.of("inOrder", MERGE))),
            IDEMPOTENCY_FIELD,
            new Option(
                    "the API name of a custom field that is a unique external id, such as Event_Id__c", matches(FIELD)),
            UNCERTAIN_CREATE,
            new Option("verify, retry or deadLetter", isOneOf(UNCERTAIN_CREATES.keySet())),
            DUPLICATE_RULE,
            new Option("allowSave", isOneOf(Set.of("allowSave"))),
            ASSIGNMENT_RULE,
            new Option(
                    "off, default or the id of an assignment rule (01Q…)",
                    isOneOf(ASSIGNMENTS.keySet()).or(matches(RULE_ID))),
            FILL_ONLY_EMPTY,
            new Option("a list of the API names of fields, each once", MappingOptions::areFields),
            FOLLOW_CONVERTED_LEAD,
            new Option("true or false", JsonNode::isBoolean),
            BULK,
            new Option("auto", isOneOf(Set.of(AUTO)))));

    /** Options that do something for these actions only. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            ASSIGNMENT_RULE, Set.of("account", "case", "lead", "customObject"), FOLLOW_CONVERTED_LEAD, Set.of("lead"));

    private MappingOptions() {}

    /** @param expected the values that it takes, in words */
    private record Option(String expected, Predicate<JsonNode> takes) {}

    /** The unique external id field that new records get the messageId in. */
    static Optional<String> idempotencyField(ObjectNode options) {
        return Optional.ofNullable(options.path(IDEMPOTENCY_FIELD).textValue());
    }

    /** @param isBatching what it is without the option: Salesforce refuses two rows of one record that stand together */
    static boolean mergesSameRecord(ObjectNode options, boolean isBatching) {
        return options.has(SAME_RECORD) ? options.get(SAME_RECORD).asText().equals(MERGE) : isBatching;
    }

    static UncertainCreate uncertainCreate(ObjectNode options) {
        return UNCERTAIN_CREATES.getOrDefault(options.path(UNCERTAIN_CREATE).asText(), UncertainCreate.DEAD_LETTER);
    }

    static boolean isBulkAuto(ObjectNode options) {
        return options.path(BULK).asText().equals(AUTO);
    }

    /** The rule that an ingest job assigns its records by; empty where it assigns none. */
    static Optional<String> assignmentRuleId(ObjectNode options) {
        return Optional.of(options.path(ASSIGNMENT_RULE).asText())
                .filter(rule -> RULE_ID.matcher(rule).matches());
    }

    /** What goes with each write. */
    static WriteOptions ofWrites(ObjectNode options) {
        Map<String, String> headers = new HashMap<>();
        if (options.has(DUPLICATE_RULE)) {
            headers.put(DUPLICATE_HEADER, "allowSave=true");
        }
        if (options.has(ASSIGNMENT_RULE)) {
            String rule = options.get(ASSIGNMENT_RULE).asText();
            headers.put(ASSIGNMENT_HEADER, ASSIGNMENTS.getOrDefault(rule, rule));
        }
        return new WriteOptions(
                headers,
                texts(options.path(FILL_ONLY_EMPTY)),
                options.path(FOLLOW_CONVERTED_LEAD).asBoolean());
    }

    /** @param action empty where it is unknown, which is a fault of its own */
    static void check(ObjectNode options, Optional<Action> action, String at, List<Fault> faults) {
        options.properties().forEach(given -> {
            String pointer = at + "/" + given.getKey();
            Option option = OPTIONS.get(given.getKey());
            Set<String> actions = ACTIONS.get(given.getKey());
            if (option == null) {
                faults.add(new Fault(
                        pointer,
                        "one of " + String.join(", ", OPTIONS.keySet()),
                        Spelling.hint(given.getKey(), OPTIONS.keySet())));
            } else if (!option.takes().test(given.getValue())) {
                faults.add(new Fault(pointer, option.expected(), Kind.of(given.getValue())));
            } else if (actions != null
                    && action.filter(known -> !actions.contains(known.name())).isPresent()) {
                faults.add(new Fault(
                        pointer,
                        "nothing (it is for %s)".formatted(String.join(", ", new TreeSet<>(actions))),
                        "an option"));
            }
        });
    }

    private static boolean areFields(JsonNode value) {
        List<String> names = texts(value);
        boolean distinct = names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                == names.size();
        return value.isArray()
                && !names.isEmpty()
                && distinct
                && names.stream().allMatch(name -> NAME.matcher(name).matches() && !name.equalsIgnoreCase("Id"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
        return texts;
    }

    private static Predicate<JsonNode> isOneOf(Set<String> words) {
        return value -> value.isTextual() && words.contains(value.textValue());
    }

    private static Predicate<JsonNode> matches(Pattern pattern) {
        return value -> value.isTextual() && pattern.matcher(value.textValue()).matches();
    }
}
