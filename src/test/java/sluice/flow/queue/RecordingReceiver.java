package sluice.flow.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A route's bean that keeps what it takes, refuses texts that begin with "bad", and fails as often as it is told. */
final class RecordingReceiver implements Processor {
    final List<String> taken = new CopyOnWriteArrayList<>();
    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresLeft = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public void process(Exchange exchange) {
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            failures.incrementAndGet();
            throw new IllegalStateException("the ledger is away");
        }
        List<Rejected> rejected = new ArrayList<>();
        List<?> batch = exchange.getMessage().getBody(List.class);
        batchSizes.add(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            String text = ((QueueMessage) batch.get(i)).text();
            if (text.startsWith("bad")) {
                rejected.add(new Rejected(i, "expected an event, was none"));
            } else {
                taken.add(text);
            }
        }
        exchange.setProperty(Rejected.PROPERTY, rejected);
    }

    Set<String> distinct() {
        return new HashSet<>(taken);
    }
}
