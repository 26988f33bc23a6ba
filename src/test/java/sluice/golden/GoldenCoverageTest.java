package sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
    void everyDestinationCaseRuns() {
        Predicate<GoldenCase> runs = golden -> DestinationCases.isRecord(golden)
                || DestinationCases.isBatch(golden)
                || DestinationCases.isChoice(golden)
                || DestinationCases.isLogin(golden);

        assertThat(DestinationCases.all()).allMatch(runs);
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
}
