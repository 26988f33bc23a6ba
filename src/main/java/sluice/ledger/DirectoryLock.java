package sluice.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the directory ours alone. The system drops the lock when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws LedgerInUseException when somebody else holds it */
    static DirectoryLock of(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("ledger.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            String holder = holder(channel);
            channel.close();
            throw new LedgerInUseException(directory, holder);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(
                "process " + ProcessHandle.current().pid()));
        return new DirectoryLock(channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(100);
        channel.read(text, 0);
        String holder = StandardCharsets.UTF_8.decode(text.flip()).toString();
        return holder.isBlank() ? "another process" : holder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
