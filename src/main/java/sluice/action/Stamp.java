package sluice.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * What tells without reading that a file is as it was.
 *
 * @param isSettled whether the file was left alone for long enough before it was read that a later edit must show in
 *     its time; the clocks of file systems are coarse
 */
record Stamp(Instant modified, long size, boolean isSettled) {
    private static final Duration COARSE = Duration.ofSeconds(2);

    static final Stamp NONE = new Stamp(Instant.EPOCH, -1, false);

    static Stamp of(Path file, Instant now) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        return new Stamp(modified, attributes.size(), modified.plus(COARSE).isBefore(now));
    }

    /** Whether a file with this later stamp needs no reading. */
    boolean provesUnchanged(Stamp later) {
        return isSettled && modified.equals(later.modified) && size == later.size;
    }
}
