package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import sluice.embeddedorg.bulk.JobFaults;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.RowFaults;

/**
 * The faults that are switched on, the first that matches hits. Safe for threads.
 *
 * <p>{@code {"kind": "status", "status": 503, "headers": {"Retry-After": "1"}, "method": "PATCH", "path": "/sobjects/Lead",
 * "count": 2}}
 *
 * <ul>
 *   <li>every kind: {@code count} (1; negative for ever), {@code skip} (0, matches that go unharmed first), {@code
 *       probability} (1) with {@code seed}
 *   <li>kinds of requests, with {@code method} and {@code path} (a regular expression that is searched in the path;
 *       without one, token calls are hit too):
 *       {@code status} (with {@code status}, {@code headers}, {@code body}), {@code delay} ({@code delayMs}), {@code reset},
 *       each {@code at} {@code before} the write or {@code after}; {@code expireSessions}; {@code spentBudget}
 *   <li>{@code row}: a row of any call or job fails with {@code errorCode} ({@code UNABLE_TO_LOCK_ROW}), {@code message},
 *       {@code fields}; only of {@code object}, if given; with {@code "once": true} no row of the same values twice, and
 *       {@code probability} picks rows by their values, the same ones in each order
 *   <li>{@code job}: an ingest job fails with {@code message} when {@code afterRows} are processed
 * </ul>
 */
public final class Faults implements RowFaults, JobFaults {
    private final List<FaultRule> rules = new ArrayList<>();
    private int lastId;

    /**
     * Switches a fault on.
     *
     * @return its number, for {@link #remove}
     * @throws IllegalArgumentException if the kind is unknown or the path is no regular expression
     */
    public synchronized int add(JsonNode definition) {
        Effect effect = EffectReader.read(definition)
                .orElseThrow(() -> new IllegalArgumentException(
                        "fault at /kind: expected status, delay, reset, expireSessions, spentBudget, row, job or apiUsage,"
                                + " was " + definition.path("kind")));
        rules.add(new FaultRule(++lastId, definition, effect));
        return lastId;
    }

    public synchronized void remove(int id) {
        rules.removeIf(rule -> rule.id() == id);
    }

    public synchronized void clear() {
        rules.clear();
    }

    /** {@code [{"id": 1, "left": 1, "hits": 0, "definition": {…}}]}. */
    public synchronized JsonNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (FaultRule rule : rules) {
            list.addObject()
                    .put("id", rule.id())
                    .put("left", rule.left())
                    .put("hits", rule.hits())
                    .set("definition", rule.definition());
        }
        return list;
    }

    /** The fault of this request, asked once for each. */
    public Optional<Effect> next(String method, String path) {
        return first(rule -> !(rule.effect() instanceof Effect.RowError)
                        && !(rule.effect() instanceof Effect.JobError)
                        && rule.isFor(method, path))
                .map(FaultRule::effect);
    }

    @Override
    public synchronized Optional<OrgError> next(ObjectType type, Map<Field, Object> values) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        int hash = hash(values);
        Optional<FaultRule> hit = first(rule -> rule.effect() instanceof Effect.RowError row
                && isObject(row.object(), type.name())
                && rule.isForRow(hash));
        hit.ifPresent(rule -> rule.remember(hash));
        return hit.map(rule -> ((Effect.RowError) rule.effect()).error());
    }

    /** The same in each run. */
    private static int hash(Map<Field, Object> values) {
        return values.entrySet().stream()
                .mapToInt(entry -> 31 * entry.getKey().name().hashCode()
                        + String.valueOf(entry.getValue()).hashCode())
                .sum();
    }

    @Override
    public Optional<JobFault> next(String objectName) {
        return first(rule -> rule.effect() instanceof Effect.JobError job && isObject(job.object(), objectName))
                .map(rule -> (Effect.JobError) rule.effect())
                .map(job -> new JobFault(job.afterRows(), job.message()));
    }

    private synchronized Optional<FaultRule> first(Predicate<FaultRule> matches) {
        for (FaultRule rule : rules) {
            if (rule.hits(matches.test(rule))) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static boolean isObject(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(actual);
    }
}
