package sluice.trial;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.ledger.PostgresServer;

/** Where a service keeps its ledger. A folder stands for one ledger on both. */
public enum TrialStore {
    SQLITE {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of();
        }

        @Override
        String url(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("data/ledger.sqlite");
        }
    },

    POSTGRESQL {
        @Override
        public Map<String, String> settings(Path folder) {
            try (Connection connection =
                            DriverManager.getConnection(PostgresServer.running().url());
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists " + schema(folder));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Map.of("store.url", url(folder));
        }

        @Override
        String url(Path folder) {
            return PostgresServer.running().url() + "&currentSchema=" + schema(folder);
        }
    };

    /** What a service needs to use it. */
    public abstract Map<String, String> settings(Path folder);

    abstract String url(Path folder);

    /** How many deliveries are between sending and their outcome; asks the database, so no service need run. */
    public long inFlight(Path folder) {
        return numbers(folder, "select count(*) from delivery where state = 1").get(0);
    }

    /** How many groups of deliveries are in one of these states; asks the database as well. */
    public long groups(Path folder, int firstState, int lastState) {
        return numbers(
                        folder,
                        "select count(*) from bulk_group where deliveries > 0 and state between %d and %d"
                                .formatted(firstState, lastState))
                .get(0);
    }

    /** How many deliveries are waiting, gathered or being sent. */
    public long open(Path folder) {
        return numbers(folder, "select sum(deliveries) from tally where state < 2 or state = 7")
                .get(0);
    }

    /** The first column of what a query of the ledger's tables gives. */
    public List<Long> numbers(Path folder, String query) {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(folder));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String schema(Path folder) {
        return "trial" + Integer.toHexString(folder.toString().hashCode());
    }
}
