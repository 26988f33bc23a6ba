package sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Where we answer other than Segment on purpose, as the files {@code golden/differences-*.yaml} list it. */
public final class Differences {
    private final List<Difference> all;
    private final Map<String, String> ours = new LinkedHashMap<>();

    /**
     * Cases with one reason.
     *
     * @param ours what this service does with each of them, in the words of the test that reads the list
     */
    public record Difference(String suite, String reason, String ours, List<String> ids) {}

    private Differences(List<Difference> all) {
        this.all = List.copyOf(all);
        for (Difference difference : all) {
            for (String id : difference.ids()) {
                if (ours.put(id, difference.ours()) != null) {
                    throw new IllegalStateException(id + " is listed twice");
                }
            }
        }
    }

    /** The lists of these files together, such as {@code fql} for {@code differences-fql.yaml}. */
    public static Differences in(String... lists) {
        List<Difference> all = new ArrayList<>();
        for (String list : lists) {
            file(list).path("differences").forEach(entry -> all.add(difference(entry)));
        }
        return new Differences(all);
    }

    /** The whole of such a file. */
    public static JsonNode file(String list) {
        try {
            return new YAMLMapper()
                    .readTree(GoldenCase.FOLDER
                            .resolve("differences-" + list + ".yaml")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Difference difference(JsonNode entry) {
        return new Difference(
                entry.get("suite").textValue(),
                entry.get("reason").textValue(),
                entry.get("ours").asText().strip(),
                StreamSupport.stream(entry.get("ids").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList());
    }

    public List<Difference> all() {
        return all;
    }

    /** What this service does with a case, if that differs. */
    public Optional<String> ours(String id) {
        return Optional.ofNullable(ours.get(id));
    }

    /** A listed case differs as the list says; any other has the result that is expected. */
    public void check(GoldenCase golden, GoldenResult expected, GoldenResult actual) {
        if (ours.containsKey(golden.id())) {
            assertThat(actual.differenceFrom(expected))
                    .as("a listed difference, beside\n%s", expected)
                    .isNotEmpty()
                    .isEqualTo(ours.get(golden.id()));
        } else {
            assertThat(actual.toString()).isEqualTo(expected.toString());
        }
    }

    /** Of all cases that differ. */
    public Set<String> ids() {
        return Set.copyOf(ours.keySet());
    }
}
