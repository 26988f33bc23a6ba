package sluice.flow.receive;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * The keys that clients may write with. {@code ingest.write-keys} holds {@code name:key} or just {@code key}, which is
 * then named by its hash; the name is the source of the events. Compared in constant time. Thread-safe.
 */
@Singleton
@io.quarkus.runtime.Startup
final class WriteKeys {
    private static final int NAME_DIGITS = 8;

    private record WriteKey(String source, byte[] hash) {}

    private final List<WriteKey> keys;

    /**
     * @throws DefinitionException when there is none
     */
    WriteKeys(IngestSettings settings) {
        this.keys = settings.writeKeys().orElse(List.of()).stream()
                .map(WriteKeys::parse)
                .toList();
        if (keys.isEmpty()) {
            throw new DefinitionException(new Fault(
                    "ingest.write-keys",
                    "the keys that clients may send events with, such as website:a-long-random-text",
                    "nothing"));
        }
    }

    /** The source that a key stands for; empty for a wrong one. */
    Optional<String> source(String key) {
        byte[] hash = sha256(key);
        Optional<String> source = Optional.empty();
        for (WriteKey candidate : keys) {
            if (MessageDigest.isEqual(candidate.hash(), hash)) {
                source = Optional.of(candidate.source());
            }
        }
        return source;
    }

    private static WriteKey parse(String setting) {
        int colon = setting.indexOf(':');
        String key = setting.substring(colon + 1).strip();
        byte[] hash = sha256(key);
        String made = "key-" + HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
        return new WriteKey(colon > 0 ? setting.substring(0, colon).strip() : made, hash);
    }

    private static byte[] sha256(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
