package sluice.trial;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The packaged service as its owner runs it, on a data folder of its own: started, killed, started again. Its address may
 * be another one after each start.
 */
public final class ServiceProcess implements AutoCloseable {
    static final String WRITE_KEY = "trial";

    private static final String ADMIN_TOKEN = "trial-admin";
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://\\S+)");
    private static final Pattern OWN_CALLS = Pattern.compile("(?m)^salesforce_api_calls_own\\S* (\\S+)$");
    private static final Pattern HEAP_USED =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*\\} (\\S+)$");
    private static final List<String> OVER = List.of("delivered", "skipped", "dead");
    private static final int PAGE = 1_000;
    private static final Duration START = Duration.ofSeconds(180);

    private final Json json = new Json("Bearer " + ADMIN_TOKEN);
    private final Path folder;
    private final List<String> javaOptions;
    private final Map<String, String> settings = new HashMap<>();
    private int starts;
    private JavaProcess process;
    private volatile URI url;

    /**
     * @param folder gets its data and its logs
     * @param org where it writes
     * @param settings by their names in {@code application.properties}; they win over those that all trials have
     */
    public ServiceProcess(Path folder, OrgProcess org, Map<String, String> settings, String... javaOptions) {
        this.folder = folder;
        this.javaOptions = List.of(javaOptions);
        this.settings.putAll(Map.of(
                "data.dir", folder.resolve("data").toString(),
                "mappings.dir", "src/test/resources/sluice/trial/mappings",
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.port", "0",
                "salesforce.login-url", org.url().toString(),
                "salesforce.allow-insecure-urls", "true",
                "salesforce.client-id", "trial",
                "salesforce.client-secret", "trial",
                "ingest.write-keys", WRITE_KEY + ":" + WRITE_KEY,
                "admin.token", ADMIN_TOKEN));
        this.settings.putAll(settings);
    }

    /** Starts it and returns at once. */
    public void start() {
        folder.toFile().mkdirs();
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put(variable(name), value));
        List<String> arguments = new ArrayList<>(javaOptions);
        arguments.addAll(List.of(
                "-jar", JavaProcess.application().resolve("quarkus-run.jar").toString()));
        process = JavaProcess.start(folder.resolve("service-" + ++starts + ".log"), environment, arguments);
    }

    /** Waits until it takes events and says that it is ready. */
    public void awaitReady() {
        JavaProcess started = process;
        url = await("the service's address")
                .atMost(START)
                .failFast("it ended", started::requireAlive)
                .until(() -> started.find(ADDRESS), Optional::isPresent)
                .map(URI::create)
                .orElseThrow();
        await("a service that is ready")
                .atMost(START)
                .failFast("it ended", started::requireAlive)
                .ignoreExceptions()
                .until(() -> json.get(url.resolve("/q/health/ready"))
                        .path("status")
                        .asText()
                        .equals("UP"));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and waits for the end. */
    public void stop() {
        process.stop();
    }

    /** Where it listens, or listened last. */
    public URI url() {
        return url;
    }

    /** How many deliveries are in a state. */
    public long deliveries(String state) {
        return api("/api/deliveries?limit=1&state=" + state).path("total").asLong();
    }

    /** How many deliveries there are. */
    public long deliveries() {
        return api("/api/deliveries?limit=1").path("total").asLong();
    }

    /** Waits until no delivery is open; none may be taken meanwhile. */
    public void awaitDrained(Duration longest) {
        await("all deliveries to be written").atMost(longest).until(() -> over() == deliveries());
    }

    /** Never falls, so that it cannot miss a delivery that goes from one open state to the other while it counts. */
    private long over() {
        return OVER.stream().mapToLong(this::deliveries).sum();
    }

    /** What a call of {@code /api} answers. */
    public JsonNode api(String path) {
        return json.get(url.resolve(path));
    }

    /** The same, of a call with a body. */
    public JsonNode post(String path, String body) {
        return json.post(url.resolve(path), body);
    }

    /** All items of a list of {@code /api}. @param path with a query */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        do {
            page = api("%s&limit=%d&offset=%d".formatted(path, PAGE, items.size()))
                    .path("items");
            page.forEach(items::add);
        } while (page.size() == PAGE);
        return items;
    }

    /** Calls to Salesforce since its start. */
    public long ownCalls() {
        String metrics = json.text(url.resolve("/q/metrics"));
        return OWN_CALLS
                .matcher(metrics)
                .results()
                .map(found -> (long) Double.parseDouble(found.group(1)))
                .findFirst()
                .orElse(0L);
    }

    /** Bytes of the heap in use, garbage included. */
    public double heap() {
        return HEAP_USED
                .matcher(json.text(url.resolve("/q/metrics")))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    /** Processor time since its start. */
    public Duration cpu() {
        return process.cpu();
    }

    /** The last lines of its log. */
    public String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
