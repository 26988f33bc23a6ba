package sluice.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.ProgressHandler;

/** The stores that every test of the ledger runs on. A folder stands for a store of its own on both. */
enum TestStore {
    SQLITE {
        @Override
        StoreAddress in(Path folder) {
            return new StoreAddress.Directory(folder);
        }

        @Override
        Connection connect(Path folder) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.sqlite"));
        }

        @Override
        StoreAddress crash(Path folder, Path after) {
            try (Stream<Path> files = Files.list(folder)) {
                Files.createDirectories(after);
                for (Path file :
                        files.filter(file -> !file.toString().endsWith("-shm")).toList()) {
                    Files.copy(file, after.resolve(file.getFileName()));
                }
                return in(after);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void refuseDeliveries(Statement statement) throws SQLException {
            for (String change : List.of("insert", "update")) {
                statement.execute(
                        "create trigger full_%1$s before %1$s on delivery begin select raise(rollback, 'full'); end"
                                .formatted(change));
            }
        }

        @Override
        void takeDeliveries(Statement statement) throws SQLException {
            statement.execute("drop trigger full_insert");
            statement.execute("drop trigger full_update");
        }

        /** Steps of the virtual machine. */
        @Override
        long cost(Connection connection, String sql, Object... arguments) throws SQLException {
            AtomicLong steps = new AtomicLong();
            ProgressHandler.setHandler(connection, STEPS_PER_COUNT, new ProgressHandler() {
                @Override
                protected int progress() {
                    steps.addAndGet(STEPS_PER_COUNT);
                    return 0;
                }
            });
            rows(connection, sql, arguments);
            ProgressHandler.clearHandler(connection);
            return steps.get();
        }
    },

    POSTGRESQL {
        @Override
        StoreAddress in(Path folder) {
            return new StoreAddress.Server(url(folder), "", "");
        }

        @Override
        Connection connect(Path folder) throws SQLException {
            return DriverManager.getConnection(url(folder));
        }

        /** The server goes on; whoever comes then is another process to it. */
        @Override
        StoreAddress crash(Path folder, Path after) {
            return in(folder);
        }

        @Override
        void refuseDeliveries(Statement statement) throws SQLException {
            statement.execute("alter table delivery add constraint full_disk check (false) not valid");
        }

        @Override
        void takeDeliveries(Statement statement) throws SQLException {
            statement.execute("alter table delivery drop constraint full_disk");
        }

        /** Pages that the query touches, as if each was {@value #STEPS_PER_PAGE} steps. */
        @Override
        long cost(Connection connection, String sql, Object... arguments) throws SQLException {
            String plan = rows(connection, "explain (analyze, buffers, timing off) " + sql, arguments);
            Matcher pages = PAGES.matcher(plan);
            if (!pages.find()) {
                throw new AssertionError("expected the pages touched in " + plan);
            }
            return Long.parseLong(pages.group(1)) * STEPS_PER_PAGE;
        }

        /** A schema per folder. */
        private String url(Path folder) {
            String schema = "t" + Integer.toHexString(folder.toString().hashCode());
            String server = PostgresServer.running().url();
            try (Connection connection = DriverManager.getConnection(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists " + schema);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return server + "&currentSchema=" + schema;
        }
    };

    private static final int STEPS_PER_COUNT = 10;
    private static final int STEPS_PER_PAGE = 10;
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");

    abstract StoreAddress in(Path folder);

    /** Beside the ledger of that folder. */
    abstract Connection connect(Path folder) throws SQLException;

    /** What a crash at this moment would leave. */
    abstract StoreAddress crash(Path folder, Path after);

    abstract void refuseDeliveries(Statement statement) throws SQLException;

    abstract void takeDeliveries(Statement statement) throws SQLException;

    /** What a query costs, whatever the machine does beside it. */
    abstract long cost(Connection connection, String sql, Object... arguments) throws SQLException;

    private static String rows(Connection connection, String sql, Object... arguments) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setObject(i + 1, arguments[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.append(row.getString(1)).append('\n');
                }
            }
        }
        return rows.toString();
    }
}
