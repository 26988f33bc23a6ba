package sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No golden case is left out without a word, and docs/DIFFERENCES.md says of all differences what the lists say. */
class GoldenCoverageTest {
    private static final String[] LISTS = {"mapping-kit", "fql", "payload", "destination", "bulk"};
    private static final Pattern ID = Pattern.compile("\\b(mk|fql|dst)-\\w+-[0-9a-f]{10}\\b");

    @Test
    void everyDestinationCaseRunsOrWaitsForAReason() {
        Predicate<GoldenCase> runs = golden -> DestinationCases.isRecord(golden)
                || DestinationCases.isBatch(golden)
                || DestinationCases.isLogin(golden);

        Map<String, Long> left = DestinationCases.all().stream()
                .filter(runs.negate())
                .collect(Collectors.groupingBy(
                        golden -> golden.entry() + " " + golden.feature(), TreeMap::new, Collectors.counting()));

        assertThat(left).isEqualTo(waiting());
    }

    @ParameterizedTest
    @CsvSource({"mapping-kit, 'mapping-kit'", "fql, 'fql'", "destination, 'payload destination bulk'"})
    void listsOnlyDifferencesThatAreCases(String suite, String lists) {
        Set<String> ids = GoldenCase.of(suite).stream().map(GoldenCase::id).collect(Collectors.toSet());

        assertThat(ids).containsAll(Differences.in(lists.split(" ")).ids());
    }

    @Test
    void theDocumentNamesEveryDifferenceAndNoOther() throws IOException {
        Set<String> named =
                ID.matcher(document()).results().map(MatchResult::group).collect(Collectors.toSet());

        assertThat(named).isEqualTo(Differences.in(LISTS).ids());
    }

    @Test
    void theDocumentGivesEveryReason() throws IOException {
        String document = document().replaceAll("\\s+", " ");

        assertThat(Differences.in(LISTS).all()).allSatisfy(difference -> assertThat(document)
                .contains(difference.reason().replaceAll("\\s+", " ")));
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/DIFFERENCES.md"));
    }

    private static Map<String, Long> waiting() {
        Map<String, Long> waiting = new TreeMap<>();
        for (JsonNode reason : Differences.file("destination").get("waiting")) {
            reason.get("cases")
                    .properties()
                    .forEach(count ->
                            waiting.put(count.getKey(), count.getValue().longValue()));
        }
        return waiting;
    }
}
