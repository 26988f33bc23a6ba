package sluice.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A name for {@link LedgerSettings#owner} that outlives the process: kept in a directory, and ours alone while that is
 * locked. Whoever gets it knows that the process which had it before is gone. It holds the host's name, so that a copy of
 * the directory, or one that several hosts see but cannot lock, makes no two of one name.
 */
public final class NodeName implements AutoCloseable {
    private static final String UNKNOWN_HOST = "unknown host";

    private final DirectoryLock lock;
    private final String text;

    private NodeName(DirectoryLock lock, String text) {
        this.lock = lock;
        this.text = text;
    }

    /**
     * The name kept there, or a new one. Empty when another process has the directory.
     *
     * @throws IOException when the directory cannot be used
     */
    public static Optional<NodeName> in(Path directory) throws IOException {
        return in(directory, host());
    }

    static Optional<NodeName> in(Path directory, String host) throws IOException {
        try {
            DirectoryLock lock = DirectoryLock.of(directory);
            return Optional.of(new NodeName(lock, kept(directory.resolve("node"), host)));
        } catch (LedgerInUseException taken) {
            return Optional.empty();
        }
    }

    public String text() {
        return text;
    }

    /** Gives the name up for whoever opens the directory next. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static String kept(Path file, String host) throws IOException {
        String present = Files.exists(file) ? Files.readString(file) : "";
        if (present.startsWith(host + " ")) {
            return present;
        }
        String name = host + " " + UUID.randomUUID();
        Files.writeString(file, name);
        return name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN_HOST;
        }
    }
}
