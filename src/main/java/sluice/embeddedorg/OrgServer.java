package sluice.embeddedorg;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import sluice.embeddedorg.faults.Effect;
import sluice.embeddedorg.rest.DataApi;
import sluice.embeddedorg.rest.OrgRequest;
import sluice.embeddedorg.rest.Reply;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;

/**
 * HTTP in front of the org: reads requests whole, plays the faults, writes the answers. All on one event loop.
 *
 * <p>URIs over 16,384 bytes get 414, with headers 431, bodies over 150 MB 413: RD "Status Codes and Error Responses", BG
 * "Upload Job Data".
 */
final class OrgServer {
    private static final Logger LOG = Logger.getLogger(OrgServer.class);
    private static final int MAX_URI = 16_384;
    private static final int MAX_BODY = 150_000_000;
    private static final int READABLE_HEAD = 1 << 20;

    private final Vertx vertx;
    private final HttpServer server;
    private final Org org;
    private final Dispatcher dispatcher;
    private final EmbeddedOrgSettings settings;
    /** Known once the server listens; a call that comes at that very moment is told the port that was asked for. */
    private volatile URI url;

    OrgServer(Vertx vertx, Org org, Dispatcher dispatcher, EmbeddedOrgSettings settings) {
        this.vertx = vertx;
        this.org = org;
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.url = URI.create("http://" + settings.host() + ":" + settings.port());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDecompressionSupported(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(READABLE_HEAD)
                .setMaxHeaderSize(READABLE_HEAD));
        server.requestHandler(this::read);
    }

    /** Returns once calls are taken. */
    void listen() {
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
            url = URI.create("http://" + settings.host() + ":" + server.actualPort());
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "embedded org at %s:%d: expected a port that is free".formatted(settings.host(), settings.port()),
                    e);
        }
    }

    URI url() {
        return url;
    }

    private void read(HttpServerRequest http) {
        Map<String, String> headers = new HashMap<>();
        int size = http.uri().length();
        if (size > MAX_URI) {
            refuse(http, 414, "URI_TOO_LONG", "The length of the URI exceeds the 16,384-byte limit.");
            return;
        }
        for (Map.Entry<String, String> header : http.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        if (size > MAX_URI) {
            refuse(
                    http,
                    431,
                    "REQUEST_HEADERS_TOO_LARGE",
                    "The length of URI and headers exceeds the 16,384-byte limit.");
            return;
        }
        Buffer body = Buffer.buffer();
        http.handler(part -> {
            if (http.response().ended()) {
                return;
            }
            if (body.length() + part.length() > MAX_BODY) {
                refuse(http, 413, "REQUEST_TOO_LARGE", "The request body exceeds the 150 MB limit.");
            } else {
                body.appendBuffer(part);
            }
        });
        http.endHandler(end -> {
            if (!http.response().ended()) {
                take(http, headers, body.getBytes());
            }
        });
    }

    private static void refuse(HttpServerRequest http, int status, String code, String message) {
        write(
                http,
                Reply.errors(status, List.of(OrgError.ofRequest(code, message))).withHeader("Connection", "close"));
    }

    private void take(HttpServerRequest http, Map<String, String> headers, byte[] body) {
        try {
            OrgRequest request = OrgRequest.of(http.method().name(), http.uri(), headers, body);
            Optional<Effect> fault = Dispatcher.isControl(request)
                    ? Optional.empty()
                    : org.faults().next(request.method(), request.path());
            if (fault.isPresent() && fault.get() instanceof Effect.Delay delay && !delay.isAfterWrite()) {
                after(delay.by(), () -> answer(http, request, Optional.empty()));
            } else {
                answer(http, request, fault);
            }
        } catch (OrgException e) {
            write(http, Reply.errors(e.status(), e.errors()));
        }
    }

    private void answer(HttpServerRequest http, OrgRequest request, Optional<Effect> fault) {
        if (fault.isPresent() && fault.get() instanceof Effect.ExpireSessions) {
            org.sessions().expireAll();
        }
        boolean writes = fault.isEmpty() || fault.get().isAfterWrite() || fault.get() instanceof Effect.ExpireSessions;
        Reply real = writes
                ? dispatch(request)
                : DataApi.spent().withHeader("Sforce-Limit-Info", org.usage().header());
        Reply shown = fault.isPresent() && fault.get() instanceof Effect.Status status ? reply(status) : real;
        boolean reset = fault.isPresent() && fault.get() instanceof Effect.Reset;
        if (!Dispatcher.isControl(request)) {
            dispatcher.note(request, reset ? 0 : shown.status());
        }
        if (reset) {
            http.connection().close();
            return;
        }
        Duration wait = fault.isPresent() && fault.get() instanceof Effect.Delay delay ? delay.by() : Duration.ZERO;
        after(wait.plus(settings.latency()), () -> write(http, shown));
    }

    private Reply dispatch(OrgRequest request) {
        try {
            return dispatcher.dispatch(request, url());
        } catch (RuntimeException e) { // the edge: a client gets Salesforce's answer to its own faults
            LOG.errorf(e, "embedded org: %s failed", request.method());
            return Reply.errors(500, List.of(OrgError.ofRequest("UNKNOWN_EXCEPTION", "An unexpected error occurred.")));
        }
    }

    private Reply reply(Effect.Status status) {
        Reply reply =
                status.body().isNull() ? Reply.empty(status.status()) : Reply.json(status.status(), status.body());
        for (Map.Entry<String, String> header : status.headers().entrySet()) {
            reply = reply.withHeader(header.getKey(), header.getValue());
        }
        return reply.withHeader("Sforce-Limit-Info", org.usage().header());
    }

    private void after(Duration delay, Runnable step) {
        if (delay.toMillis() == 0) {
            step.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> step.run());
        }
    }

    private static void write(HttpServerRequest http, Reply reply) {
        HttpServerResponse response = http.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (!reply.contentType().isEmpty()) {
            response.putHeader("Content-Type", reply.contentType());
        }
        response.end(Buffer.buffer(reply.bytes()));
    }
}
