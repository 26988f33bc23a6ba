package sluice.flow.receive;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;

/** The bytes of a request, unpacked, never more than allowed. Thread-safe. */
@Singleton
final class RequestBody {
    private static final Set<String> PLAIN = Set.of("", "identity");

    private final int maxBytes;

    RequestBody(IngestSettings settings) {
        this.maxBytes = settings.maxRequestBytes();
    }

    /**
     * The body.
     *
     * @throws RefusedRequestException when it is too large, packed or unpacked, or no gzip although it says so
     */
    byte[] read(Exchange exchange) {
        byte[] sent = exchange.getMessage().getBody(byte[].class);
        byte[] body = sent == null ? new byte[0] : sent;
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        String encoding = exchange.getMessage()
                .getHeader(Exchange.CONTENT_ENCODING, "", String.class)
                .toLowerCase(Locale.ROOT);
        if (PLAIN.contains(encoding)) {
            return body;
        }
        if (!encoding.equals("gzip")) {
            throw RefusedRequestException.wrong("Content-Encoding: expected gzip or none, found another");
        }
        return unpack(body);
    }

    private byte[] unpack(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] body = gzip.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge();
            }
            return body;
        } catch (IOException notGzip) {
            throw RefusedRequestException.wrong("body: expected gzip, as Content-Encoding says, found something else");
        }
    }

    private RefusedRequestException tooLarge() {
        return RefusedRequestException.tooLarge("body: expected at most %d bytes, found more".formatted(maxBytes));
    }
}
