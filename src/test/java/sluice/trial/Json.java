package sluice.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** JSON over HTTP, for what a trial asks its processes. Thread-safe. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String authorization;

    /** @param authorization the header's value; the embedded org looks at none */
    Json(String authorization) {
        this.authorization = authorization;
    }

    JsonNode get(URI uri) {
        return read(send(HttpRequest.newBuilder(uri).GET()));
    }

    JsonNode post(URI uri, String body) {
        return post(uri, "application/json", body);
    }

    JsonNode postForm(URI uri, String form) {
        return post(uri, "application/x-www-form-urlencoded", form);
    }

    private JsonNode post(URI uri, String contentType, String body) {
        return read(send(HttpRequest.newBuilder(uri)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    void delete(URI uri) {
        send(HttpRequest.newBuilder(uri).DELETE());
    }

    /** The answer as it stands. */
    String text(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", authorization)
                            .timeout(LONGEST)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        answer.uri() + ": expected 2xx, was " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
