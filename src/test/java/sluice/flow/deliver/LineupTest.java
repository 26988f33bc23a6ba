package sluice.flow.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import sluice.ledger.GroupTerms;
import sluice.ledger.Placement;
import sluice.ledger.RecordKey;

class LineupTest {
    private static final int ROW_BYTES = 100;

    private final List<Turn> turns = new ArrayList<>();

    private static GroupTerms terms(int maxRows, boolean merges) {
        return new GroupTerms("leads", "v1", "{}", maxRows, 10_000, merges);
    }

    private LineupTest row(String id, String lane, String... keys) {
        return turn(id, Placement.inLane(lane, ROW_BYTES, keys(keys)));
    }

    private LineupTest single(String id, String... keys) {
        return turn(id, Placement.singly(keys(keys)));
    }

    private LineupTest turn(String id, Placement placement) {
        Pair pair = new Pair(MissingNode.getInstance(), id, null, placement);
        turns.add(new Turn(pair, Optional.empty(), Long.parseLong(id), new CompletableFuture<>()));
        return this;
    }

    private static List<RecordKey> keys(String... keys) {
        return Arrays.stream(keys).map(RecordKey::of).toList();
    }

    /** The message ids of each run. */
    private List<String> runs(GroupTerms terms) {
        Lineup lineup = new Lineup(turns);
        List<String> runs = new ArrayList<>();
        while (!lineup.isEmpty()) {
            Optional<Turn> row = lineup.firstRow();
            List<Turn> run = row.isPresent() ? lineup.takeJob(row.get(), terms) : List.of(lineup.takeFirst());
            runs.add(String.join(
                    " ", run.stream().map(turn -> turn.pair().messageId()).toList()));
        }
        return runs;
    }

    @Test
    void makesOneJobOfALaneWhereNothingStandsBetween() {
        row("1", "a", "x").row("2", "a").single("3", "z").row("4", "a", "y").row("5", "a");

        assertThat(runs(terms(10, true))).containsExactly("1 2 4 5", "3");
    }

    @Test
    void makesJobsBeforeWhatGoesAloneWhereThatIsAllTheSame() {
        single("1", "z").row("2", "a", "x").single("3").row("4", "a", "z").row("5", "b");

        assertThat(runs(terms(10, true))).containsExactly("2", "5", "1", "4", "3");
    }

    @Test
    void putsThoseOfOneRecordIntoOneJobWhereTheyShareARow() {
        row("1", "a", "x").row("2", "a", "y").row("3", "a", "x");

        assertThat(runs(terms(2, true))).containsExactly("1 2 3");
        assertThat(runs(terms(2, false))).containsExactly("1 2", "3");
    }

    @Test
    void letsNobodyPassAnotherOfItsRecord() {
        row("1", "a", "x")
                .row("2", "b", "x")
                .row("3", "a", "x")
                .row("4", "a", "y")
                .row("5", "b", "x");

        assertThat(runs(terms(10, true))).containsExactly("1 4", "2", "3", "5");
    }

    @Test
    void letsNobodyPassOneThatGoesAlone() {
        row("1", "a", "y")
                .single("2", "x")
                .row("3", "a", "x")
                .row("4", "a", "x", "w")
                .row("5", "a", "w");

        assertThat(runs(terms(10, true))).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void keepsWritesOfPartlyTheSameRecordsApart() {
        row("1", "a", "x").row("2", "a", "x", "y").row("3", "a", "x");

        assertThat(runs(terms(10, true))).containsExactly("1", "2", "3");
    }

    @Test
    void tellsWhatComesTooLateWhenNoJobIsMadeAnyMore() {
        single("1", "x").row("2", "a", "x").single("3", "y").single("4", "x").row("5", "b");

        assertThat(new Lineup(turns).takeRows())
                .extracting(turn -> turn.pair().messageId())
                .containsExactly("2", "4", "5");
    }

    @Test
    void fillsNoJobBeyondItsRows() {
        row("1", "a").row("2", "a", "x").row("3", "a", "y").row("4", "a", "x").row("5", "a");

        assertThat(runs(terms(2, true))).containsExactly("1 2 4", "3 5");
    }

    @Test
    void fillsNoJobBeyondItsBytesButTakesOneRowAtLeast() {
        row("1", "a").row("2", "a").row("3", "a");

        assertThat(runs(new GroupTerms("leads", "v1", "{}", 10, 2 * ROW_BYTES, true)))
                .containsExactly("1 2", "3");
        assertThat(runs(new GroupTerms("leads", "v1", "{}", 10, 1, true))).containsExactly("1", "2", "3");
    }
}
