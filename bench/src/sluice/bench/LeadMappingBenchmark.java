package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sluice.mapping.Evaluator;
import sluice.mapping.MappingCompiler;

/** One thread evaluates the lead action's default mapping over an identify event, as fast as it can. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class LeadMappingBenchmark {
    private static final String EVENT =
            """
            {"type": "identify", "userId": "user-42", "messageId": "m-1", "timestamp": "2024-03-01T10:00:00.000Z",
             "traits": {"first_name": "Zoë", "last_name": "O'Neil", "company": "Acme, \\"Inc\\"",
              "email": "zoe@example.com", "account_id": "001000000000001AAA",
              "address": {"city": "Kraków", "postal_code": "30-001", "country": "PL", "street": "Rynek 1",
               "state": "MP"}},
             "context": {"ip": "203.0.113.9", "library": {"name": "analytics.js", "version": "4.1.0"}}}
            """;

    private final ObjectMapper json = new ObjectMapper();
    private JsonNode event;
    private Evaluator evaluator;

    @Setup
    public void compile() throws IOException {
        event = json.readTree(EVENT);
        evaluator = MappingCompiler.compile(defaultLeadMapping());
    }

    private JsonNode defaultLeadMapping() throws IOException {
        try (InputStream defaults = getClass().getResourceAsStream("/golden/defaults.json")) {
            JsonNode lead = StreamSupport.stream(
                            json.readTree(defaults).path("actions").spliterator(), false)
                    .filter(action -> action.path("key").asText().equals("lead"))
                    .findFirst()
                    .orElseThrow();
            ObjectNode fields = json.createObjectNode().put("operation", "create");
            lead.path("fields").forEach(field -> {
                if (field.has("default")) {
                    fields.set(field.path("key").asText(), field.get("default"));
                }
            });
            return fields;
        }
    }

    /** What happens for each event. */
    @Benchmark
    public JsonNode evaluate() {
        return evaluator.evaluate(event);
    }
}
