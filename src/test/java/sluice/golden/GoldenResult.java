package sluice.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was sent, a request a line, and what came of it as the last line: {@code ok}, {@code refused} before anything was
 * sent, {@code failed 400}, {@code retry 503}, {@code skipped 404}.
 */
public record GoldenResult(List<String> lines) {
    public static final String OK = "ok";
    private static final String REFUSED = "refused";

    public GoldenResult {
        lines = List.copyOf(lines);
    }

    public static GoldenResult of(List<String> requests, String outcome) {
        List<String> lines = new ArrayList<>(requests);
        lines.add(requests.isEmpty() && outcome.equals("failed 400") ? REFUSED : outcome);
        return new GoldenResult(lines);
    }

    public static GoldenResult refused() {
        return new GoldenResult(List.of(REFUSED));
    }

    /** How a failure reads. */
    public static String failure(int status, boolean retryable) {
        return (retryable ? "retry " : "failed ") + status;
    }

    /** The lines that only this has; where there are none, those that only the other has; empty for the same lines. */
    public String differenceFrom(GoldenResult other) {
        List<String> added = without(other.lines, lines);
        return added.isEmpty()
                ? without(lines, other.lines).stream().map("without "::concat).collect(Collectors.joining("\n"))
                : String.join("\n", added);
    }

    private static List<String> without(List<String> taken, List<String> lines) {
        List<String> left = new ArrayList<>(lines);
        taken.forEach(left::remove);
        return left;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
