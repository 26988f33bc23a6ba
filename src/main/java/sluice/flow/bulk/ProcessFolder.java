package sluice.flow.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for this process and its owner alone, beside those of other processes that share its parent. What a process
 * left that is gone, is deleted.
 */
final class ProcessFolder implements Closeable {
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock; // the system lets go of it when the process ends, however it ends

    private ProcessFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws IOException when the parent cannot be used */
    static ProcessFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        if (parent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        }
        try (FileChannel all = open(parent.resolve(LOCK));
                FileLock alone = all.lock()) { // nobody sees a folder that has no lock yet
            assert alone.isValid();
            deleteLeft(parent);
            Path path = Files.createTempDirectory(parent, "process-");
            FileChannel lock = open(path.resolve(LOCK));
            lock.lock();
            return new ProcessFolder(path, lock);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        delete(path);
        lock.close();
    }

    private static void deleteLeft(Path parent) throws IOException {
        for (Path left : list(parent)) {
            if (!left.endsWith(LOCK) && !isInUse(left)) {
                delete(left);
            }
        }
    }

    private static boolean isInUse(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(LOCK))) {
            return false;
        }
        try (FileChannel channel = open(folder.resolve(LOCK))) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        }
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
