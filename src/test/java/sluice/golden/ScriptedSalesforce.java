package sluice.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A Salesforce on a free loopback port that gives the replies of one golden case in their order and notes what it was
 * asked. What the script does not foresee, since our calls may be others on purpose, it answers too: a login gets a
 * token, a lookup finds nothing, a record is created, updated or deleted, an ingest job writes all its rows, the list of
 * objects is empty. Describe calls are neither noted nor known. Thread-safe.
 */
public final class ScriptedSalesforce implements AutoCloseable {
    private static final String ACME = "https://acme.my.salesforce.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Duration tooLate;
    private final Deque<Reply> script = new ArrayDeque<>();
    private final ScriptedJobs jobs = new ScriptedJobs();
    private final List<Request> requests = new ArrayList<>();

    /** What a request is about; a reply of the script answers the next request of its kind. */
    private enum Kind {
        LOGIN,
        LOOKUP,
        JOB,
        RECORD;

        static Kind of(String path) {
            if (path.endsWith("/oauth2/token")) {
                return LOGIN;
            }
            if (ScriptedJobs.isJob(path)) {
                return JOB;
            }
            return path.contains("/query") ? LOOKUP : RECORD;
        }
    }

    private record Reply(Kind kind, String method, JsonNode json) {}

    /**
     * A request as it came.
     *
     * @param path encoded
     * @param query decoded
     */
    public record Request(
            String method,
            String path,
            Map<String, String> query,
            String authorization,
            String contentType,
            String body) {
        public boolean isLogin() {
            return Kind.of(path) == Kind.LOGIN;
        }

        /** Whether it is about an ingest job. */
        public boolean isJob() {
            return Kind.of(path) == Kind.JOB;
        }

        /** The fields of a form, decoded. */
        public Map<String, String> form() {
            return decoded(body);
        }
    }

    /**
     * @param tooLate after which time a reply comes that Segment would not wait for
     */
    public ScriptedSalesforce(Duration tooLate) {
        this.tooLate = tooLate;
        // Else each reply waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it takes logins and calls. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Follows another case from now on; the requests of the last one are forgotten. */
    public synchronized void follow(GoldenCase golden) {
        script.clear();
        requests.clear();
        jobs.forget();
        JsonNode expected = golden.line().at("/expect/requests");
        JsonNode replies = golden.line().path("responses");
        for (int i = 0; i < replies.size(); i++) {
            JsonNode request = expected.path(i);
            script.add(new Reply(
                    Kind.of(request.path("path").asText()),
                    request.path("method").asText(),
                    replies.get(i)));
        }
    }

    /** What it was asked since it follows the case. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Whether an ingest job was created since then that is neither closed nor aborted. */
    public synchronized boolean hasOpenJob() {
        return jobs.isOneOpen();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            JsonNode reply = next(request);
            if (reply.has("delay_ms") && isClosedWithin(tooLate) || reply.has("network_error")) {
                return;
            }
            reply.path("headers").properties().forEach(header -> exchange.getResponseHeaders()
                    .add(header.getKey(), header.getValue().textValue()));
            if (!reply.path("headers").has("content-type")) {
                exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
            }
            byte[] body = body(reply.path("body")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.get("status").intValue(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized JsonNode next(Request request) throws IOException {
        if (request.path().matches(".*/describe/?")) {
            return reply(404, List.of(Map.of("errorCode", "NOT_FOUND", "message", "not in the script")));
        }
        requests.add(request);
        JsonNode reply = request.isJob() && request.method().equals("GET") ? jobs.answer(request) : foreseen(request);
        if (request.isJob() && reply.path("status").asInt() / 100 == 2) {
            jobs.note(request, reply);
        }
        return reply;
    }

    private JsonNode foreseen(Request request) {
        Kind kind = Kind.of(request.path());
        boolean isForeseen =
                kind != Kind.LOGIN || !script.isEmpty() && script.peek().kind() == Kind.LOGIN;
        while (isForeseen && !script.isEmpty()) {
            Reply reply = script.poll();
            if (reply.kind() == kind && reply.method().equals(request.method())) {
                return reply.json();
            }
        }
        return unforeseen(kind, request);
    }

    private JsonNode unforeseen(Kind kind, Request request) {
        return switch (kind) {
            case LOGIN -> reply(200, Map.of("access_token", "token", "instance_url", ACME));
            case LOOKUP -> reply(200, Map.of("totalSize", 0, "done", true, "records", List.of()));
            case JOB -> jobs.answer(request);
            case RECORD -> written(request);
        };
    }

    private static JsonNode written(Request request) {
        return switch (request.method()) {
            case "GET" -> reply(200, Map.of("sobjects", List.of()));
            case "POST" -> reply(201, Map.of("id", "00Q000000000001AAA", "success", true));
            default -> reply(204, "");
        };
    }

    private static JsonNode reply(int status, Object body) {
        return JSON.valueToTree(Map.of("status", status, "body", body));
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String body(JsonNode body) {
        String text = body.isTextual() ? body.textValue() : body.isMissingNode() ? "" : body.toString();
        return text.replace('"' + ACME + '"', '"' + url().toString() + '"');
    }

    private static Request request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        return new Request(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                decoded(uri.getRawQuery() == null ? "" : uri.getRawQuery()),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> decoded(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.isEmpty() ? new String[0] : form.split("&")) {
            int equals = field.indexOf('=');
            fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
