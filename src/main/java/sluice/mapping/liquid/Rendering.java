package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import sluice.event.JsValue;

/** The state of one rendering: output, variables, counters and what may still be spent. For one thread. */
final class Rendering {
    private final JsonNode event;
    private final Budget budget = new Budget();
    private final Map<String, JsonNode> variables = new HashMap<>();
    private final Map<String, JsonNode> counters = new HashMap<>();
    private final Map<String, Integer> cycles = new HashMap<>();
    private StringBuilder output = new StringBuilder();
    private boolean stopped;

    Rendering(JsonNode event) {
        this.event = event;
    }

    Budget budget() {
        return budget;
    }

    String output() {
        return output.toString();
    }

    void print(String text) {
        budget.use(text.length());
        output.append(text);
    }

    /** Renders to the side, into a variable. */
    void capture(String name, Statement body) {
        StringBuilder outside = output;
        output = new StringBuilder();
        body.render(this);
        variables.put(name, TextNode.valueOf(output.toString()));
        output = outside;
    }

    void assign(String name, JsonNode value) {
        variables.put(name, value);
    }

    /** What was assigned, else a counter, else a member of the event. */
    JsonNode variable(String name) {
        JsonNode assigned = variables.get(name);
        return assigned != null ? assigned : counter(name);
    }

    /** Adds to a counter, which begins at the event's member when that is a number. */
    double count(String name, int step) {
        JsonNode before = counter(name);
        double start = before.isNumber() ? before.doubleValue() : 0;
        counters.put(name, JsValue.number(start + step));
        return start;
    }

    private JsonNode counter(String name) {
        JsonNode counter = counters.get(name);
        return counter != null ? counter : member(name);
    }

    /** LiquidJS looks for what the event has not among variables of which there are none, and takes their size. */
    private JsonNode member(String name) {
        if (event.isObject() && event.has(name)) {
            return event.get(name);
        }
        return name.equals("size") ? IntNode.valueOf(0) : MissingNode.getInstance();
    }

    /** The turn of a cycle: 0, 1 … size - 1, 0 … */
    int turn(String cycle, int size) {
        return cycles.merge(cycle, 0, (turn, start) -> (turn + 1) % size);
    }

    /** A break or continue outside a loop ends the template. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
