package sluice.flow.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;

/**
 * Segment's Webhooks destination as a source: one event or a list of them, signed by {@code X-Signature}, the hex
 * HMAC-SHA1 of the body; of a list, Segment signs the first event only (Segment's docs, "Webhooks (Actions)").
 * Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("webhook")
public final class Webhook {
    private static final String SOURCE = "webhook";
    private static final int MAX_BATCH = 4_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final IngestSettings settings;
    private final RequestBody bodies;
    private final EventCheck check;

    Webhook(IngestSettings settings, RequestBody bodies, EventCheck check) {
        this.settings = settings;
        this.bodies = bodies;
        this.check = check;
    }

    /**
     * Body in: the request; body out: {@link ReceivedEvents} with at least one event.
     *
     * @throws RefusedRequestException when nothing of it is taken
     */
    public void read(Exchange exchange) {
        String secret = settings.webhookSecret()
                .orElseThrow(() -> RefusedRequestException.unauthorized(
                        "webhook: expected ingest.webhook-secret to be set, was not; set it to open this path"));
        byte[] body = bodies.read(exchange);
        String signature = exchange.getMessage().getHeader("X-Signature", "", String.class);
        if (!isSigned(secret, signature, body)) {
            throw RefusedRequestException.unauthorized(
                    "X-Signature: expected the hex HMAC-SHA1 of the body with ingest.webhook-secret, found another");
        }
        List<JsonNode> events = events(EventJson.read(body));
        String hash = HexFormat.of().formatHex(Hashes.sha256(body));
        ReceivedEvents received = check.check(SOURCE, events, index -> hash + "-" + index);
        if (received.events().isEmpty() && !received.rejected().isEmpty()) {
            throw RefusedRequestException.wrong(received.rejected().get(0).reason());
        }
        exchange.getMessage().setBody(received);
    }

    private static List<JsonNode> events(JsonNode body) {
        if (!body.isArray()) {
            return List.of(body);
        }
        if (body.size() > MAX_BATCH) {
            throw RefusedRequestException.tooLarge(
                    "body: expected at most %d events, found %d".formatted(MAX_BATCH, body.size()));
        }
        List<JsonNode> events = new ArrayList<>();
        body.forEach(events::add);
        return events;
    }

    private static boolean isSigned(String secret, String signature, byte[] body) {
        byte[] given = signature.toLowerCase(Locale.ROOT).strip().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(hmac(secret, body), given)
                | MessageDigest.isEqual(hmac(secret, firstEvent(body)), given);
    }

    /** The text of the first item of a list as it stands in the body; the body itself if it is no list. */
    private static byte[] firstEvent(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.START_OBJECT) {
                return body;
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            return Arrays.copyOfRange(
                    body, start, (int) parser.currentLocation().getByteOffset());
        } catch (IOException notJson) {
            return body;
        }
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA1", impossible);
        }
    }
}
