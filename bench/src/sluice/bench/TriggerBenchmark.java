package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import sluice.trigger.Trigger;
import sluice.trigger.TriggerParser;

/**
 * Triggers per second, one thread: parsed and evaluated, which is what Segment does for each event, and evaluated
 * alone, which is what this service does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class TriggerBenchmark {
    private static final String EVENT =
            """
            {"type": "track", "event": "Order Completed", "userId": "user-42",
             "properties": {"total": 42, "plan": "Pro", "coupon": null},
             "context": {"locale": "en-US", "page": {"url": "https://example.com/?a=1"}}}""";

    @Param({
        "type = \"identify\"",
        "type = \"track\" and event = \"Order Completed\"",
        "type = \"track\" and event = \"Order Completed\" and (properties.total >= 40 or contains(properties.plan, \"Pro\"))"
    })
    public String text;

    private JsonNode event;
    private Trigger trigger;

    @Setup
    public void read() throws IOException {
        event = new ObjectMapper().readTree(EVENT);
        trigger = TriggerParser.parse(text);
    }

    @Benchmark
    public boolean parseAndEvaluate() {
        return TriggerParser.parse(text).matches(event);
    }

    @Benchmark
    public boolean evaluate() {
        return trigger.matches(event);
    }
}
