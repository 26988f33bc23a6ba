package sluice.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.Awaitility;
import org.tukaani.xz.XZInputStream;
import sluice.FreePort;

/**
 * A real PostgreSQL for this test run, on a free port of the loopback, in a temporary folder. Its programs come from
 * Maven Central. It ends with this process, even when that is killed: its shell waits for the end of its input.
 *
 * <p>PostgreSQL refuses to run as root. There, it runs in a user namespace where root is nobody, and where the kernel
 * allows none, as the user nobody.
 */
public final class PostgresServer {
    private static final Duration START = Duration.ofMinutes(3);
    /** For the answer of one that took the connection: it is slow then, not away. */
    private static final int PATIENCE_SECONDS = 60;

    private static final String NOBODY = "65534";
    private static final String SCRIPT =
            """
            "$1/bin/initdb" -D "$1/db" -U sluice -A trust -E UTF8 --locale=C --no-sync || exit 1
            start() {
                "$1/bin/postgres" -D "$1/db" -p "$2" -k "" -c listen_addresses=127.0.0.1 -c fsync=off \\
                    -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB &
            }
            start "$@"
            while read command; do
                case $command in
                    start) start "$@" ;;
                    stop) "$1/bin/pg_ctl" stop -D "$1/db" -m immediate ;;
                esac
            done
            "$1/bin/pg_ctl" stop -D "$1/db" -m immediate
            rm -rf "$1"
            """;

    private final String url;
    private final Path folder;
    private final Process shell;
    private final PrintStream commands;

    private PostgresServer(Path folder, int port) throws IOException {
        url = "jdbc:postgresql://127.0.0.1:%d/postgres?user=sluice".formatted(port);
        this.folder = folder;
        shell = start(folder, port);
        commands = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
        awaitAnswer(true);
    }

    /** The one server of this process; it starts with the first call. */
    public static PostgresServer running() {
        return Holder.SERVER;
    }

    /** One that may be stopped; it ends with this process at the latest. */
    public static PostgresServer ofItsOwn() {
        return Holder.launch();
    }

    /** As a crash would. */
    public void stop() {
        commands.println("stop");
        awaitAnswer(false);
    }

    /** After {@link #stop}. */
    public void start() {
        commands.println("start");
        awaitAnswer(true);
    }

    /** Stops it for good. */
    public void end() {
        commands.close();
    }

    private void awaitAnswer(boolean expected) {
        Awaitility.await("PostgreSQL, see " + log(folder)).atMost(START).until(() -> answers() == expected);
    }

    /** With the user, without a password. */
    public String url() {
        return url;
    }

    private static final class Holder {
        static final PostgresServer SERVER = launch();

        private static PostgresServer launch() {
            try {
                Path folder = Files.createTempDirectory("sluice-postgres");
                unpack(folder);
                return new PostgresServer(folder, FreePort.find());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream packed = PostgresServer.class.getResourceAsStream("/postgres-linux-x86_64.txz");
                TarArchiveInputStream files = new TarArchiveInputStream(new XZInputStream(packed))) {
            TarArchiveEntry entry = files.getNextEntry();
            while (entry != null) {
                unpack(entry, files, folder.resolve(entry.getName()).normalize());
                entry = files.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target))) {
            content.transferTo(file);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Process start(Path folder, int port) throws IOException {
        List<String> command = new ArrayList<>(asAnotherUserThanRoot(folder));
        command.addAll(List.of("sh", "-c", SCRIPT, "postgres", folder.toString(), Integer.toString(port)));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
    }

    private static List<String> asAnotherUserThanRoot(Path folder) throws IOException {
        if (!Files.getAttribute(folder, "unix:uid").equals(0)) {
            return List.of();
        }
        if (succeeds("unshare", "--user", "true")) {
            return List.of("unshare", "--user");
        }
        succeeds("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    private boolean answers() throws IOException {
        if (!shell.isAlive()) {
            throw new IllegalStateException("PostgreSQL did not start: " + Files.readString(log(folder)));
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
