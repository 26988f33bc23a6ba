package sluice.trial;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Clients that send events over {@code POST /v1/batch} as Segment's do: each waits for its answer, and sends a request
 * again, with the same messageIds, until it is taken.
 */
public final class Clients implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);
    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder().encodeToString((ServiceProcess.WRITE_KEY + ":").getBytes(StandardCharsets.UTF_8));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<URI> service;
    private final int batchSize;
    private final ExecutorService threads;
    private final AtomicLong acknowledged = new AtomicLong();
    private final Semaphore allowed;
    private final AtomicInteger underWay = new AtomicInteger();
    private CompletableFuture<Void> done;

    private Clients(Supplier<URI> service, int batchSize, int connections, int allowed) {
        this.allowed = new Semaphore(allowed);
        this.service = service;
        this.batchSize = batchSize;
        this.threads = Executors.newFixedThreadPool(connections);
    }

    /**
     * Begins to send.
     *
     * @param service where to, asked anew for each request
     * @param batchSize events of a request
     * @param allowed how many events may be sent before {@link #allow} is called
     */
    public static Clients send(Workload workload, Supplier<URI> service, int batchSize, int allowed) {
        List<List<ObjectNode>> lists = workload.byConnection();
        Clients clients = new Clients(service, batchSize, lists.size(), allowed);
        clients.done = CompletableFuture.allOf(lists.stream()
                .map(events -> CompletableFuture.runAsync(() -> clients.sendAll(events), clients.threads))
                .toArray(CompletableFuture[]::new));
        return clients;
    }

    /** Lets so many events more be sent. */
    public void allow(int events) {
        allowed.release(events);
    }

    /** Whether all that may be sent was answered. */
    boolean isResting() {
        return underWay.get() == 0 && allowed.availablePermits() < batchSize;
    }

    /** How many events were answered 200. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until so many events are taken. */
    public void awaitAcknowledged(long events) {
        await("%d events to be taken".formatted(events)).atMost(LONGEST).until(() -> {
            if (done.isCompletedExceptionally()) {
                done.join();
            }
            return acknowledged() >= events;
        });
    }

    /** Waits until all are taken. */
    public void awaitDone() {
        done.join();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void sendAll(List<ObjectNode> events) {
        for (int first = 0; first < events.size(); first += batchSize) {
            List<ObjectNode> batch = events.subList(first, Math.min(first + batchSize, events.size()));
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putArray("batch").addAll(batch);
            String text = body.toString();
            allowed.acquireUninterruptibly(batch.size());
            underWay.incrementAndGet();
            if (!isTaken(text)) {
                await("a request to be taken")
                        .atMost(LONGEST)
                        .pollDelay(BEFORE_RETRY)
                        .pollInterval(BEFORE_RETRY)
                        .until(() -> isTaken(text));
            }
            acknowledged.addAndGet(batch.size());
            underWay.decrementAndGet();
        }
    }

    private boolean isTaken(String body) {
        HttpRequest request = HttpRequest.newBuilder(service.get().resolve("/v1/batch"))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            boolean isPutOff = answer.statusCode() >= 500 || answer.statusCode() == 429;
            if (!isPutOff && !answer.body().equals("{\"success\":true}")) {
                throw new IllegalStateException(
                        "/v1/batch: expected success, was " + answer.statusCode() + " " + answer.body());
            }
            return !isPutOff;
        } catch (IOException unanswered) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
