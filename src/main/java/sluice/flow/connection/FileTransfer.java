package sluice.flow.connection;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.salesforce.Failure;

/**
 * Sends and fetches files of any size without holding them: {@code camel-salesforce} keeps an upload whole in the heap
 * and refuses replies above 4 MiB. Uses that component's session, and tells the gate and the budget like it. Thread-safe.
 */
@Singleton
public final class FileTransfer {
    private static final String CSV = "text/csv; charset=UTF-8";
    private static final int UNAUTHORIZED = 401;
    private static final OpenOption[] ANEW = {
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
    };

    private final CamelContext camel;
    private final CallWatch watch;
    private final Duration timeout;
    private final HttpClient http;

    FileTransfer(
            CamelContext camel,
            CallWatch watch,
            SalesforceSettings settings,
            @ConfigProperty(name = "bulk.transfer-timeout") Duration timeout) {
        this.camel = camel;
        this.watch = watch;
        this.timeout = timeout;
        // A token must not follow a redirect to another host.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /**
     * {@code PUT} of a CSV file.
     *
     * @param path such as {@code /services/data/v62.0/jobs/ingest/750…/batches}
     * @throws SalesforceException when it was refused, with the reply's status and body, or not answered, with status 0
     */
    public void upload(String path, Path csv) throws SalesforceException, IOException {
        HttpRequest.BodyPublisher body = BodyPublishers.ofFile(csv);
        transfer(path, request -> request.header("Content-Type", CSV).PUT(body), info -> text());
    }

    /**
     * {@code GET} of a CSV into a file, which is replaced.
     *
     * @throws SalesforceException as {@link #upload}
     */
    public void download(String path, Path target) throws SalesforceException {
        transfer(
                path,
                request -> request.header("Accept", "text/csv").GET(),
                info -> info.statusCode() < 300
                        ? BodySubscribers.mapping(BodySubscribers.ofFile(target, ANEW), written -> "")
                        : text());
    }

    private interface Form {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private void transfer(String path, Form form, HttpResponse.BodyHandler<String> reader) throws SalesforceException {
        SalesforceSession session =
                camel.getComponent("salesforce", SalesforceComponent.class).getSession();
        String token = session.getAccessToken() == null ? session.login(null) : session.getAccessToken();
        HttpResponse<String> reply = send(session, token, path, form, reader, true);
        if (reply.statusCode() == UNAUTHORIZED) {
            reply = send(session, session.login(token), path, form, reader, false);
        }
        if (reply.statusCode() >= 300) {
            throw new SalesforceException(reply.body(), reply.statusCode());
        }
    }

    private HttpResponse<String> send(
            SalesforceSession session,
            String token,
            String path,
            Form form,
            HttpResponse.BodyHandler<String> reader,
            boolean mayLogIn)
            throws SalesforceException {
        HttpRequest request = form.of(HttpRequest.newBuilder(URI.create(session.getInstanceUrl() + path)))
                .header("Authorization", "Bearer " + token)
                .build();
        long begun = watch.begin();
        HttpResponse<String> reply = await(http.sendAsync(request, reader), begun);
        watch.answered(
                reply.statusCode(), reply.headers().firstValue(CallWatch.USAGE).orElse(null), begun);
        boolean isToBeRepeated = mayLogIn && reply.statusCode() == UNAUTHORIZED;
        if (RefusedCalls.isOne(reply.statusCode()) && !isToBeRepeated) {
            Failure failure =
                    RefusedCalls.failure(reply.statusCode(), reply.body().getBytes(StandardCharsets.UTF_8));
            watch.refused(failure, reply.headers().firstValue("Retry-After").orElse(null), begun);
        }
        return reply;
    }

    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> sent, long begun)
            throws SalesforceException {
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw unanswered(slow, begun);
        } catch (ExecutionException failed) {
            throw unanswered(failed.getCause(), begun);
        } catch (InterruptedException stopped) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new SalesforceException("stopped while a file was under way", stopped);
        }
    }

    private SalesforceException unanswered(Throwable cause, long begun) {
        watch.unanswered(cause, begun);
        return new SalesforceException("a file could not be sent or fetched", cause);
    }

    private static HttpResponse.BodySubscriber<String> text() {
        return BodySubscribers.ofString(StandardCharsets.UTF_8);
    }
}
