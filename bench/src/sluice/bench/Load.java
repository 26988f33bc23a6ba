package sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import sluice.trial.TrialStore;

/** Sends events as fast as they are taken, but never more than are allowed. */
final class Load implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI batches;
    private final LongFunction<String> event;
    private final int requestSize;
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Begins to send.
     *
     * @param event JSON of the n-th
     * @param requestSize events of a request
     */
    Load(URI service, LongFunction<String> event, int requestSize, int connections) {
        this.batches = service.resolve("/v1/batch");
        this.event = event;
        this.requestSize = requestSize;
        for (int connection = 0; connection < connections; connection++) {
            Thread thread = new Thread(this::send, "load-" + connection);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    void allow(long events) {
        allowed.release(Math.toIntExact(events));
    }

    /** Lets as many events come as are written, for so long; how many those were. */
    long keepFull(TrialStore store, Path folder, Duration length) {
        long before = taken() - store.open(folder);
        long written = before;
        Instant end = Instant.now().plus(length);
        while (Instant.now().isBefore(end)) {
            LockSupport.parkNanos(STEP.toNanos());
            long now = taken() - store.open(folder);
            if (now > written) {
                allow(now - written);
                written = now;
            }
        }
        return written - before;
    }

    /** Events that were answered 200. */
    long taken() {
        return taken.get();
    }

    /** Sends no more, and waits for the last answers. */
    @Override
    public void close() {
        stopped.set(true);
        allowed.release(requestSize * threads.size());
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        while (!stopped.get()) {
            allowed.acquireUninterruptibly(requestSize);
            if (!stopped.get()) {
                long first = next.getAndAdd(requestSize);
                post(LongStream.range(first, first + requestSize)
                        .mapToObj(event)
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}")));
                taken.addAndGet(requestSize);
            }
        }
    }

    private void post(String body) {
        HttpRequest request = HttpRequest.newBuilder(batches)
                .header("Authorization", "Basic dHJpYWw6")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("/v1/batch: expected 200, was " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
