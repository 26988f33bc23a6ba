package sluice.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the org must hold when all events are written: told each write in the order of its record, it knows the last
 * values. A record is known by a field whose values no two records may share, whether or not the org sees to that. Not
 * thread-safe.
 */
public final class Expectation {
    private static final int MOST_DIFFERENCES = 20;

    private final Map<Kind, Map<String, Map<String, String>>> kinds = new LinkedHashMap<>();
    /** How often records are there that are made more than once. */
    private final Map<String, Integer> times = new HashMap<>();

    private record Kind(String sObject, String field) {
        String with(String value) {
            return sObject + " " + field + "=" + value;
        }
    }

    /** Made, or changed in these fields. */
    public void upsert(String sObject, String field, String value, Map<String, String> fields) {
        records(sObject, field).computeIfAbsent(value, key -> new HashMap<>()).putAll(fields);
    }

    /** Made, as often as it is told. */
    public void create(String sObject, String field, String value, Map<String, String> fields) {
        boolean isThere = records(sObject, field).put(value, new HashMap<>(fields)) != null;
        if (isThere) {
            times.merge(new Kind(sObject, field).with(value), 1, Integer::sum);
        }
    }

    /** Changed in these fields; one that is not there stays so. */
    public void update(String sObject, String field, String value, Map<String, String> fields) {
        records(sObject, field).computeIfPresent(value, (key, present) -> {
            present.putAll(fields);
            return present;
        });
    }

    /** Made; one that is there stays as it is. */
    public void add(String sObject, String field, String value, Map<String, String> fields) {
        records(sObject, field).putIfAbsent(value, new HashMap<>(fields));
    }

    public void delete(String sObject, String field, String value) {
        records(sObject, field).remove(value);
    }

    /** How many records there must be. */
    public int size() {
        int more = times.values().stream().mapToInt(Integer::intValue).sum();
        return more + kinds.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * What is lost, there twice, wrong, or should not be there; the first of them, in words. Empty when all is right.
     *
     * @param org gives all records of an object
     */
    public List<String> differences(Function<String, ? extends Collection<JsonNode>> org) {
        List<String> differences = new ArrayList<>();
        kinds.forEach((kind, expected) -> {
            Map<String, List<JsonNode>> held = org.apply(kind.sObject()).stream()
                    .collect(Collectors.groupingBy(
                            record -> record.path(kind.field()).asText()));
            TreeSet<String> values = new TreeSet<>(expected.keySet());
            values.addAll(held.keySet());
            values.forEach(value ->
                    compare(kind.with(value), expected.get(value), held.getOrDefault(value, List.of()), differences));
        });
        return shortened(differences);
    }

    private void compare(String record, Map<String, String> expected, List<JsonNode> held, List<String> differences) {
        int often = 1 + times.getOrDefault(record, 0);
        if (expected == null) {
            differences.add("not expected: " + record);
        } else if (held.isEmpty()) {
            differences.add("lost: " + record);
        } else if (held.size() != often) {
            differences.add("%d instead of %d: %s".formatted(held.size(), often, record));
        } else {
            new TreeMap<>(expected).forEach((field, value) -> {
                String found = held.get(0).path(field).asText();
                if (!found.equals(value)) {
                    differences.add("wrong: %s: %s expected %s, was %s".formatted(record, field, value, found));
                }
            });
        }
    }

    private static List<String> shortened(List<String> differences) {
        if (differences.size() <= MOST_DIFFERENCES) {
            return differences;
        }
        List<String> first = new ArrayList<>(differences.subList(0, MOST_DIFFERENCES));
        first.add("and %d more".formatted(differences.size() - MOST_DIFFERENCES));
        return first;
    }

    private Map<String, Map<String, String>> records(String sObject, String field) {
        return kinds.computeIfAbsent(new Kind(sObject, field), kind -> new HashMap<>());
    }
}
