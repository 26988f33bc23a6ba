package sluice.flow.ledger;

import java.time.Duration;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import sluice.ledger.OpenGroup;

/**
 * Puts what is due of batching mappings into groups, and tells the route of each that has grown: headers {@code lane},
 * {@code group}, {@code rows}, {@code bytes}, {@code isFull} (it is to be completed) and {@code millisLeft} (until it is as
 * old as it may become). Groups that nobody tells of, since their process is gone or they are to be flushed, are told of too.
 */
final class BulkConsumer extends DefaultConsumer {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final BulkClaims claims;
    private Worker worker;

    BulkConsumer(Endpoint endpoint, Processor processor, BulkClaims claims) {
        super(endpoint, processor);
        this.claims = claims;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        worker = Worker.start(this, "ledger-bulk", 1, this::work);
    }

    @Override
    protected void doStop() throws Exception {
        worker.stop();
        super.doStop();
    }

    private void work() throws InterruptedException {
        claims.toComplete().forEach(this::tell);
        List<OpenGroup> grown = claims.next();
        grown.forEach(this::tell);
        if (grown.isEmpty()) {
            claims.await(LONGEST_WAIT);
        }
    }

    private void tell(OpenGroup group) {
        Exchange exchange = createExchange(false);
        try {
            claims.describe(group, exchange.getMessage());
            getProcessor().process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("group " + group.id(), exchange, exchange.getException());
            }
            releaseExchange(exchange, false);
        }
    }
}
