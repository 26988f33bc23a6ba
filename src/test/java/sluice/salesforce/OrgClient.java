package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sluice.event.JsonText;

/** Sends the calls of a {@link Batch} over plain HTTP to an embedded org, and counts them. */
final class OrgClient {
    private static final String BASE = "/services/data/v62.0";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI org;
    private final String token;
    private int calls;

    OrgClient(URI org) {
        this.org = org;
        HttpResponse<String> login = send(HttpRequest.newBuilder(org.resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=c&client_secret=s")));
        this.token = BatchAgainstOrgTest.json(login.body()).path("access_token").asText();
    }

    int calls() {
        return calls;
    }

    JsonNode records(String sObject) {
        URI uri = org.resolve("/embedded-org/records.json?limit=100000&object=" + sObject);
        return BatchAgainstOrgTest.json(send(HttpRequest.newBuilder(uri).GET()).body())
                .path(sObject);
    }

    void send(Batch batch, BatchCall call) {
        calls++;
        HttpResponse<String> reply = send(call);
        JsonNode body = BatchAgainstOrgTest.json(reply.body());
        if (reply.statusCode() < 300) {
            batch.answered(reply.statusCode(), body);
        } else {
            List<ApiError> errors = new ArrayList<>();
            body.forEach(error -> errors.add(new ApiError(
                    error.path("errorCode").asText(), error.path("message").asText(), List.of())));
            batch.failed(Failure.replied(reply.statusCode(), errors));
        }
    }

    private HttpResponse<String> send(BatchCall call) {
        if (call instanceof BatchCall.Query query) {
            return send("GET", BASE + "/query/?q=" + URLEncoder.encode(query.soql(), StandardCharsets.UTF_8), "");
        }
        if (call instanceof BatchCall.NextPage page) {
            return send("GET", page.path(), "");
        }
        if (call instanceof BatchCall.CreateMany many) {
            return send("POST", BASE + "/composite/sobjects", JsonText.of(many.body()));
        }
        if (call instanceof BatchCall.UpdateMany many) {
            return send("PATCH", BASE + "/composite/sobjects", JsonText.of(many.body()));
        }
        if (call instanceof BatchCall.DeleteMany many) {
            return send("DELETE", BASE + "/composite/sobjects?ids=" + String.join(",", many.recordIds()), "");
        }
        Call single = ((BatchCall.Single) call).call();
        if (single instanceof Call.Create create) {
            return send("POST", BASE + "/sobjects/" + create.sObject(), JsonText.of(create.body()));
        }
        if (single instanceof Call.Update update) {
            String path = "%s/sobjects/%s/%s".formatted(BASE, update.sObject(), update.recordId());
            return send("PATCH", path, JsonText.of(update.body()));
        }
        Call.Delete delete = (Call.Delete) single;
        return send("DELETE", "%s/sobjects/%s/%s".formatted(BASE, delete.sObject(), delete.recordId()), "");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(org.resolve(path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
