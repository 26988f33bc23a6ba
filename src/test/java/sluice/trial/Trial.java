package sluice.trial;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import sluice.ledger.GroupState;

/** An embedded org and the service, alone or as replicas, each a process; and what came of a workload in the end. */
public final class Trial implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Map<String, String> SETTINGS = Map.of(
            "ledger.lease", "20s",
            "uncertain.wait", "2s",
            "retry.first-delay", "200ms",
            "retry.max-delay", "2s",
            "salesforce.request-timeout", "10s");

    private final TrialStore store;
    private final Path folder;
    private final OrgProcess org;
    private final List<ServiceProcess> services;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts the org, and makes the services ready to be started.
     *
     * @param replicas 1, or more on PostgreSQL
     * @param latency how long the org waits before each answer
     * @param settings of the service, besides those that make it quick to try again
     * @param orgOptions those of {@code EmbeddedOrgMain}
     */
    public Trial(
            Path folder,
            TrialStore store,
            int replicas,
            Duration latency,
            Map<String, String> settings,
            String... orgOptions) {
        this.store = store;
        this.folder = folder;
        List<String> options = new ArrayList<>(List.of(orgOptions));
        options.addAll(List.of("--latency-ms", Long.toString(latency.toMillis())));
        org = OrgProcess.start(folder, options.toArray(String[]::new));
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(store.settings(folder));
        all.putAll(settings);
        services = IntStream.range(0, replicas)
                .mapToObj(replica -> new ServiceProcess(
                        replicas == 1 ? folder : folder.resolve("replica-" + replica),
                        org,
                        all,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"))
                .toList();
    }

    /**
     * What came of it.
     *
     * @param differences as {@link Expectation#differences} tells them
     * @param deliveries by state
     * @param total how many deliveries there are, which must be as many as the events that match one mapping each
     * @param dead the dead letters by messageId, with their error code
     */
    public record Result(
            List<String> differences, Map<String, Long> deliveries, long total, Map<String, String> dead) {}

    public void start() {
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
    }

    public OrgProcess org() {
        return org;
    }

    /** The first of the services. */
    public ServiceProcess service() {
        return services.get(0);
    }

    /** The services in turn, wherever they listen now. */
    public Supplier<URI> address() {
        return () -> services.get(next.getAndIncrement() % services.size()).url();
    }

    /** How many deliveries are between sending and their outcome. */
    public long inFlight() {
        return store.inFlight(folder);
    }

    /** How many deliveries are waiting, gathered or being sent. */
    long open() {
        return store.open(folder);
    }

    /** How many groups of deliveries are in a state from the first to the last one. */
    long groups(GroupState first, GroupState last) {
        return store.groups(folder, first.ordinal(), last.ordinal());
    }

    /** Waits until everything is written, and looks. */
    public Result result(Workload workload) {
        service().awaitDrained(LONGEST);
        Map<String, Long> deliveries = new TreeMap<>();
        for (String state : List.of("delivered", "skipped", "dead")) {
            deliveries.put(state, service().deliveries(state));
        }
        return new Result(
                workload.expectation().differences(org::records),
                deliveries,
                service().deliveries(),
                dead());
    }

    /** The last lines of the services' logs. */
    public String logs() {
        return String.join("\n", services.stream().map(ServiceProcess::tail).toList());
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::close);
        org.close();
    }

    private Map<String, String> dead() {
        Map<String, String> dead = new TreeMap<>();
        service()
                .all("/api/dead-letters?mapping=")
                .forEach(letter -> dead.put(
                        letter.path("messageId").asText(),
                        letter.path("errorCode").asText()));
        return dead;
    }
}
