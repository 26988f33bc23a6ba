package sluice.embeddedorg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded org for a test class, emptied before each test, with a client that speaks plain HTTP to it. */
final class RunningOrg implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/services/data/v62.0";

    private final EmbeddedOrgSettings settings;
    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedOrg org;
    private String token;

    RunningOrg(EmbeddedOrgSettings settings) {
        this.settings = settings;
    }

    static RunningOrg withDefaults() {
        return new RunningOrg(EmbeddedOrgSettings.defaults());
    }

    record Answer(int status, String text, HttpResponse<String> http) {
        JsonNode json() {
            return parse(text);
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        org = EmbeddedOrg.start(settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        org.reset();
        logIn();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        org.close();
    }

    EmbeddedOrg org() {
        return org;
    }

    void logIn() {
        Answer answer = token("grant_type=password&client_id=c&client_secret=s&username=u&password=p");
        token = answer.json().path("access_token").asText();
    }

    Answer token(String form) {
        return send(HttpRequest.newBuilder(uri("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Answer get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) {
        return call("PATCH", path, body, headers);
    }

    Answer put(String path, String body, String... headers) {
        return call("PUT", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return call("DELETE", path, "", headers);
    }

    Answer query(String soql) {
        return get("/query?q=" + encode(soql));
    }

    /** Posts a record that must be accepted. @return its id */
    String create(String object, String body) {
        Answer answer = post("/sobjects/" + object, body);
        if (answer.status() != 201) {
            throw new AssertionError("create of %s: %s".formatted(object, answer.text()));
        }
        return answer.json().path("id").asText();
    }

    /** @param path below the version, or from the root */
    Answer call(String method, String path, String body, String... headers) {
        boolean fromRoot = path.startsWith("/services") || path.startsWith("/embedded-org");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(fromRoot ? path : BASE + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return send(request);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create(org.url() + path);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
