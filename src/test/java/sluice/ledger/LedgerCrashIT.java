package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A real process is killed in the midst of its work, again and again, and its ledger opened after it. */
@Timeout(300)
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class LedgerCrashIT {
    private static final int KILLS = 3;
    private static final long SEED = 20260101;

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<String> taken = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();

    @Test
    void losesNothingAcknowledgedAndTakesNothingTwice() throws IOException, InterruptedException {
        // When
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(kill * 1_000_000, 50 + random.nextInt(1_500));
        }

        // Then
        try (Ledger ledger = Ledger.open(LedgerProcess.settings(store.in(directory)), Clock.systemUTC())) {
            List<DeliveryRow> rows = rows(ledger);
            assertThat(taken).isNotEmpty();
            assertThat(delivered).isNotEmpty().doesNotHaveDuplicates();
            assertThat(rows)
                    .extracting(DeliveryRow::messageId)
                    .doesNotHaveDuplicates()
                    .containsAll(taken);
            assertThat(messageIds(rows, State.DELIVERED)).containsAll(delivered);
            assertThat(ledger.counts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(rows.size());
            assertThat(ledger.append(List.of(LedgerProcess.delivery(0))).join()).isEqualTo(new Accepted(0, 1));
            Set<String> drained = new HashSet<>();
            Awaitility.await("what is left, when the leases lapse")
                    .atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> {
                        drained.addAll(drain(ledger));
                        assertThat(drained).isEqualTo(open(rows));
                    });
        }
    }

    @Test
    void letsNoSecondProcessIntoADirectory() throws IOException, InterruptedException {
        Assumptions.assumeTrue(store == TestStore.SQLITE);
        Process first = processOf(0).start();
        try (BufferedReader lines = first.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");

            Process second = processOf(0).start();

            assertThat(second.waitFor()).isNotZero();
            assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("was in use by process " + first.pid());
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    /** Kills after so many lines; what was printed by then counts as acknowledged. */
    private void runAndKill(int firstMessage, int lines) throws IOException, InterruptedException {
        Process process = processOf(firstMessage)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            for (int i = 0; line != null && i < lines; i++) {
                note(line);
                line = output.readLine();
            }
            process.toHandle().destroyForcibly(); // unlike the process's own method this leaves the output readable
            process.waitFor();
            output.lines().forEach(this::note);
        }
        awaitEndOfTransactions();
    }

    /** PostgreSQL finishes what it was told before it sees that nobody is there any more. */
    private void awaitEndOfTransactions() {
        if (store.in(directory) instanceof StoreAddress.Server) {
            Awaitility.await("the end of the process's transactions")
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> transactions() == 0);
        }
    }

    /** Of the process that was killed; nobody else uses its schema. */
    private long transactions() throws SQLException {
        try (Connection connection = store.connect(directory);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select count(distinct locks.pid) from pg_locks locks join pg_class tables on tables.oid = locks.relation
                        where tables.relnamespace = current_schema::regnamespace and locks.pid <> pg_backend_pid()""")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void note(String line) {
        String[] words = line.split(" ");
        if (words.length == 3) { // a line that the kill cut off tells nothing
            (words[0].equals("taken") ? taken : delivered).add(words[1]);
        }
    }

    private ProcessBuilder processOf(int firstMessage) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LedgerProcess.class.getName(),
                address(),
                Integer.toString(firstMessage));
    }

    private String address() {
        return store.in(directory) instanceof StoreAddress.Server server ? server.url() : directory.toString();
    }

    private static List<DeliveryRow> rows(Ledger ledger) {
        List<DeliveryRow> rows = new ArrayList<>();
        Page<DeliveryRow> page;
        do {
            page = ledger.list(DeliveryFilter.all().page(rows.size(), DeliveryFilter.MAX_LIMIT));
            rows.addAll(page.items());
        } while (!page.items().isEmpty());
        return rows;
    }

    private static Set<String> messageIds(List<DeliveryRow> rows, State state) {
        return rows.stream()
                .filter(row -> row.state() == state)
                .map(DeliveryRow::messageId)
                .collect(Collectors.toSet());
    }

    private static Set<String> open(List<DeliveryRow> rows) {
        Set<String> open = messageIds(rows, State.WAITING);
        open.addAll(messageIds(rows, State.SENDING));
        return open;
    }

    /** Delivers all that is left, and tells what that was. */
    private static Set<String> drain(Ledger ledger) {
        Set<String> drained = new HashSet<>();
        Optional<Claim> claim = ledger.claim(200);
        while (claim.isPresent()) {
            List<Delivery> deliveries = claim.get().deliveries();
            deliveries.forEach(delivery -> drained.add(delivery.messageId()));
            Outcome delivered = new Outcome.Delivered(Answer.NONE);
            ledger.settle(deliveries.stream()
                    .map(delivery -> Settlement.of(delivery, delivered))
                    .toList());
            claim = ledger.claim(200);
        }
        return drained;
    }
}
