package sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

/** What stands in an embedded org, as its control calls tell it. */
public final class EmbeddedOrgRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI org;

    public EmbeddedOrgRecords(URI org) {
        this.org = org;
    }

    /** The records of an object whose field has a value. */
    public List<JsonNode> of(String sObject, String field, String value) {
        return StreamSupport.stream(
                        get("/embedded-org/records.json").path(sObject).spliterator(), false)
                .filter(row -> row.path(field).asText().equals(value))
                .toList();
    }

    /** Switches faults on: {@code POST /embedded-org/faults}. */
    public void fault(String json) {
        send(HttpRequest.newBuilder(org.resolve("/embedded-org/faults"))
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Converts a lead: {@code POST /embedded-org/convert-lead}. */
    public void convert(String leadId) {
        send(HttpRequest.newBuilder(org.resolve("/embedded-org/convert-lead"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\": \"%s\"}".formatted(leadId))));
    }

    /** Keeps what a field holds after each write: {@code POST /embedded-org/history}. */
    public void watch(String sObject, String field) {
        send(HttpRequest.newBuilder(org.resolve("/embedded-org/history"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"object\": \"%s\", \"field\": \"%s\"}".formatted(sObject, field))));
    }

    /** Switches all faults off. */
    public void mend() {
        send(HttpRequest.newBuilder(org.resolve("/embedded-org/faults")).DELETE());
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(org.resolve(path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Content-Type", "application/json").build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("embedded org answered " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
