package sluice.trial;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The embedded org as a process of its own. */
public final class OrgProcess implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("(?m)^(http://\\S+)$");
    private static final int COLLECTION = 200;
    private static final Duration START = Duration.ofSeconds(90);

    private final Json json = new Json("none");
    private final JavaProcess process;
    private final URI url;

    private OrgProcess(JavaProcess process) {
        this.process = process;
        Optional<String> address = await("the embedded org's address")
                .atMost(START)
                .failFast("it ended", process::requireAlive)
                .until(() -> process.find(URL), Optional::isPresent);
        url = URI.create(address.orElseThrow());
    }

    /** @param options those of {@code EmbeddedOrgMain} */
    public static OrgProcess start(Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-XX:+UseSerialGC", "-cp", classPath()));
        arguments.add("sluice.embeddedorg.EmbeddedOrgMain");
        arguments.addAll(List.of(options));
        return new OrgProcess(JavaProcess.start(folder.resolve("org.log"), Map.of(), arguments));
    }

    /** Login URL and instance URL. */
    public URI url() {
        return url;
    }

    /** Creates records, with nobody's help; their ids. */
    List<String> create(String sObject, List<ObjectNode> records) {
        Json api = new Json("Bearer " + token());
        List<String> ids = new ArrayList<>();
        for (int first = 0; first < records.size(); first += COLLECTION) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode list = body.putArray("records");
            records.subList(first, Math.min(first + COLLECTION, records.size())).forEach(record -> {
                record.putObject("attributes").put("type", sObject);
                list.add(record);
            });
            api.post(url.resolve("/services/data/v62.0/composite/sobjects"), body.toString())
                    .forEach(result -> ids.add(result.path("id").textValue()));
        }
        return ids;
    }

    private String token() {
        String grant = "grant_type=client_credentials&client_id=trial&client_secret=trial";
        return json.postForm(url.resolve("/services/oauth2/token"), grant)
                .path("access_token")
                .asText();
    }

    /** All records of an object. */
    public List<JsonNode> records(String sObject) {
        JsonNode all = get("/embedded-org/records.json?limit=2000000&object=" + sObject);
        return StreamSupport.stream(all.path(sObject).spliterator(), false).toList();
    }

    /** How many records of an object there are. */
    public long count(String sObject) {
        Json api = new Json("Bearer " + token());
        return api.get(url.resolve("/services/data/v62.0/query?q=SELECT+COUNT()+FROM+" + sObject))
                .path("totalSize")
                .asLong();
    }

    /** Calls by kind, such as {@code query} and {@code collections}. */
    public JsonNode calls() {
        return get("/embedded-org/calls").path("counts");
    }

    /** Keeps what a field of an object holds after each write, for {@link #history}. */
    public void watch(String sObject, String field) {
        json.post(
                url.resolve("/embedded-org/history"),
                "{\"object\": \"%s\", \"field\": \"%s\"}".formatted(sObject, field));
    }

    /** What the watched fields held after each write, by record id; the oldest write first. */
    public Map<String, List<String>> history() {
        Map<String, List<String>> history = new LinkedHashMap<>();
        for (JsonNode entry : get("/embedded-org/history")) {
            history.computeIfAbsent(entry.path("id").asText(), id -> new ArrayList<>())
                    .add(entry.path("value").asText());
        }
        return history;
    }

    /** Switches a fault on; {@code sluice.embeddedorg.faults.Faults} says how it is written. */
    public void fault(String definition) {
        json.post(url.resolve("/embedded-org/faults"), definition);
    }

    /** How often each fault has hit, in the order in which they were switched on. */
    public List<Integer> faultHits() {
        return StreamSupport.stream(get("/embedded-org/faults").spliterator(), false)
                .map(fault -> fault.path("hits").asInt())
                .toList();
    }

    /** Switches all faults off. */
    public void mend() {
        json.delete(url.resolve("/embedded-org/faults"));
    }

    /** What a control call of the org answers. */
    public JsonNode get(String path) {
        return json.get(url.resolve(path));
    }

    @Override
    public void close() {
        process.kill();
    }

    private static String classPath() {
        Path application = JavaProcess.application();
        return Stream.of("app", "lib/main", "lib/boot")
                .map(folder -> application.resolve(folder) + "/*")
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
