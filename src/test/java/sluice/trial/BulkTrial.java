package sluice.trial;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends a workload of batching mappings to a service that waits as long as need be for the rows of a job, and asks it to
 * send what it has gathered only when nothing else is left to do: then no fewer jobs could have done. Two rows in a hundred
 * are locked when they are written first.
 */
public final class BulkTrial implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int REQUEST = 100;
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Set<String> OVER = Set.of("done", "failed");
    /** Of the org: two rows in a hundred are locked when they are written first. @param seed one number */
    static final String LOCKS =
            "{\"kind\": \"row\", \"once\": true, \"probability\": 0.02, \"seed\": %d, \"count\": -1}";

    private static final Map<String, String> SETTINGS =
            Map.of("bulk.max-age", "1h", "bulk.poll-first-delay", "100ms", "bulk.poll-max-delay", "1s");

    private final Plan plan;
    private final Trial trial;
    private final Workload workload;
    private final Set<Long> flushed = new HashSet<>();
    private int flushes;
    private long waiting = -1;

    /** What to do. @param batchSize rows of a job */
    public record Plan(TrialStore store, int events, int batchSize, long seed) {}

    /**
     * What came of it.
     *
     * @param jobs as {@code /api/jobs} lists them
     * @param created jobs that the org was asked for
     * @param locked rows that were locked when they were written first
     */
    public record Result(Trial.Result trial, List<JsonNode> jobs, long created, int locked) {
        /** Jobs, rows, locked rows and deliveries. */
        public String summary() {
            return "%d jobs of %d rows, %d of them locked once, %s"
                    .formatted(jobs.size(), sum(jobs, "rows"), locked, trial.deliveries());
        }
    }

    public BulkTrial(Plan plan, Path folder) {
        this.plan = plan;
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("mappings.dir", BulkMappings.of(folder, plan.batchSize()).toString());
        trial = new Trial(folder, plan.store(), 1, LATENCY, settings);
        workload = BulkWorkload.of(plan.seed(), plan.events(), CONNECTIONS, false, trial.org());
    }

    /** Returns when all events are written. */
    public Result run() {
        trial.start();
        trial.org().fault(LOCKS.formatted(plan.seed()));
        try (Clients clients = Clients.send(workload, trial.address(), REQUEST, plan.events())) {
            clients.awaitDone();
        }
        await("all deliveries to be written")
                .atMost(LONGEST)
                .pollInterval(BETWEEN_LOOKS)
                .until(this::isWritten);
        return new Result(
                trial.result(workload),
                jobs(),
                trial.org().calls().path("bulkCreate").asLong(),
                trial.org().faultHits().get(0));
    }

    /** What is not as it must be, in words. */
    public List<String> differences(Result result) {
        List<String> differences = new ArrayList<>(result.trial().differences());
        if (!result.trial().dead().keySet().equals(workload.refused())) {
            differences.add("dead letters: expected %s, were %s"
                    .formatted(workload.refused(), result.trial().dead()));
        }
        expect(differences, "deliveries", plan.events(), result.trial().total());
        expect(
                differences,
                "deliveries that were written",
                plan.events() - workload.refused().size(),
                written(result));
        if (result.locked() == 0 || result.locked() > sum(result.jobs(), "retried")) {
            differences.add("deliveries that went into a further job: expected those of %d locked rows, were %d"
                    .formatted(result.locked(), sum(result.jobs(), "retried")));
        }
        expect(differences, "jobs that were created", result.jobs().size(), result.created());
        differences.addAll(needless(result.jobs()));
        return differences;
    }

    /** Lanes with more jobs than their rows need: each flush may leave one of them that is not full. */
    private List<String> needless(List<JsonNode> jobs) {
        Map<String, List<JsonNode>> lanes = new TreeMap<>();
        jobs.forEach(job -> lanes.computeIfAbsent(job.path("lane").asText(), lane -> new ArrayList<>())
                .add(job));
        List<String> needless = new ArrayList<>();
        lanes.forEach((lane, itsJobs) -> {
            boolean isSimple = BulkWorkload.ONE_EVENT_A_RECORD.contains(
                    itsJobs.get(0).path("mapping").asText());
            int mostNotFull = isSimple ? 2 : flushes; // the last rows, and the locked ones of these
            long notFull = itsJobs.stream()
                    .filter(job -> job.path("rows").asInt() < plan.batchSize())
                    .count();
            if (notFull > mostNotFull) {
                needless.add("%s: expected at most %d jobs that are not full, were %d of %d"
                        .formatted(lane, mostNotFull, notFull, itsJobs.size()));
            }
        });
        return needless;
    }

    /** Flushes when nothing else is left to do. */
    private boolean isWritten() {
        List<JsonNode> collecting = new ArrayList<>(jobs());
        collecting.removeIf(job -> OVER.contains(job.path("state").asText()));
        boolean isResting = collecting.stream()
                        .allMatch(job -> job.path("state").asText().equals("collecting")
                                && !flushed.contains(job.path("id").asLong()))
                && isGathered();
        if (isResting && !collecting.isEmpty()) {
            collecting.forEach(job -> flushed.add(job.path("id").asLong()));
            trial.service().post("/api/jobs/flush", "{}");
            flushes++;
        }
        return isResting && collecting.isEmpty() && waiting == 0;
    }

    /** What waits behind a gathered delivery of its record joins it at the end, and waits until then. */
    private boolean isGathered() {
        long before = waiting;
        waiting = trial.service().deliveries("waiting");
        return waiting == before
                && trial.service().deliveries("sending") == 0
                && BulkWorkload.ONE_EVENT_A_RECORD.stream()
                        .allMatch(mapping -> trial.service().deliveries("waiting&mapping=" + mapping) == 0);
    }

    private List<JsonNode> jobs() {
        return trial.service().all("/api/jobs?mapping=");
    }

    private static long written(Result result) {
        return result.trial().deliveries().get("delivered");
    }

    private static void expect(List<String> differences, String what, long expected, long found) {
        if (expected != found) {
            differences.add("%s: expected %d, were %d".formatted(what, expected, found));
        }
    }

    private static long sum(List<JsonNode> jobs, String field) {
        return jobs.stream().mapToLong(job -> job.path(field).asLong()).sum();
    }

    /** The last lines of all logs. */
    public String logs() {
        return trial.logs();
    }

    @Override
    public void close() {
        trial.close();
    }
}
