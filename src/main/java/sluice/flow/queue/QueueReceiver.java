package sluice.flow.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes what is in a queue, batch by batch, each in one transaction, until it is stopped; connects again, later and
 * later, when the broker is lost.
 *
 * <p>A batch whose handler fails is not rolled back but handed over again after a pause, for as long as it takes: a
 * rollback would count as a delivery for each of its messages, and a broker that bounds those would set them all aside.
 * When the connection breaks meanwhile, or the process dies, the broker delivers them again.
 */
final class QueueReceiver implements Runnable {
    /** Takes a batch and says which of its messages are none; an exception means: try all of it again. */
    interface Handler {
        List<Rejected> handle(List<QueueMessage> batch) throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(QueueReceiver.class);

    /** For the first message; also how long a stop may wait. */
    private static final long FIRST_WAIT_MILLIS = 300;
    /** For each further one: over AMQP those under way need a moment, and receiveNoWait can hang or miss them. */
    private static final long NEXT_WAIT_MILLIS = 5;

    private final ConnectionFactory connections;
    private final BatchPlan plan;
    private final Handler handler;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff reconnecting;
    private boolean lost;

    QueueReceiver(ConnectionFactory connections, BatchPlan plan, Handler handler) {
        this.connections = connections;
        this.plan = plan;
        this.handler = handler;
        this.reconnecting = plan.backoff();
    }

    /** Ends {@link #run} when the batch at hand is done, or at once where it waits. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try (JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
                receive(context);
            } catch (JMSException | RuntimeException e) {
                // The edge of the thread: whatever a client library throws, the answer is a new connection.
                if (!isStopped()) {
                    tellLoss(e);
                    pause(reconnecting.next());
                }
            }
        }
    }

    private void receive(JMSContext context) throws JMSException {
        JMSConsumer consumer = context.createConsumer(context.createQueue(plan.queue()));
        tellConnection();
        while (!isStopped()) {
            List<Received> batch = take(consumer);
            if (!batch.isEmpty()) {
                settle(context, batch);
            }
        }
    }

    private List<Received> take(JMSConsumer consumer) {
        List<Received> batch = new ArrayList<>();
        long bytes = 0;
        Message message = consumer.receive(FIRST_WAIT_MILLIS);
        while (message != null) {
            Received received = new Received(message, MessageContent.of(message, plan.maxMessageBytes()));
            batch.add(received);
            bytes += received.size();
            boolean full = batch.size() >= plan.batchSize() || bytes >= plan.maxBatchBytes();
            message = full ? null : consumer.receive(NEXT_WAIT_MILLIS);
        }
        return batch;
    }

    private void settle(JMSContext context, List<Received> batch) throws JMSException {
        List<Received> readable = new ArrayList<>();
        List<QueueMessage> content = new ArrayList<>();
        DeadLetters deadLetters = new DeadLetters(context, plan.deadLetterQueue());
        for (Received received : batch) {
            if (received.content() instanceof MessageContent.Text text) {
                readable.add(received);
                content.add(new QueueMessage(text.id(), text.text()));
            } else if (received.content() instanceof MessageContent.Unusable unusable) {
                deadLetters.send(received.message(), unusable.reason());
            }
        }
        Optional<List<Rejected>> rejected = handle(List.copyOf(content));
        if (rejected.isEmpty()) {
            context.rollback();
            return;
        }
        for (Rejected each : rejected.get()) {
            deadLetters.send(readable.get(each.index()).message(), each.reason());
        }
        context.commit();
        reconnecting.reset();
        tellRejections(batch.size() - readable.size() + rejected.get().size());
    }

    /** Empty when it was stopped before the handler took the batch. */
    private Optional<List<Rejected>> handle(List<QueueMessage> batch) {
        Backoff retrying = plan.backoff();
        while (!batch.isEmpty()) {
            try {
                return Optional.of(handler.handle(batch));
            } catch (Exception e) {
                // The edge of the route: it may fail with anything, and each time the answer is to wait.
                Duration pause = retrying.next();
                LOG.warnf(
                        e, "%d messages of queue %s are not taken, next try in %s", batch.size(), plan.queue(), pause);
                if (pause(pause)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(List.of());
    }

    /** True when it was stopped meanwhile. */
    private boolean pause(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void tellConnection() {
        if (lost) {
            LOG.infof("Queue %s is there again", plan.queue());
            lost = false;
        }
    }

    private void tellLoss(Exception e) {
        if (!lost) {
            LOG.warnf("Queue %s cannot be reached, trying until it is back: %s", plan.queue(), e);
            lost = true;
        }
    }

    private void tellRejections(int count) {
        if (count > 0) {
            LOG.warnf("%d messages of queue %s went to %s", count, plan.queue(), plan.deadLetterQueue());
        }
    }

    private record Received(Message message, MessageContent content) {
        int size() {
            return content instanceof MessageContent.Text text ? text.text().length() : 0;
        }
    }
}
