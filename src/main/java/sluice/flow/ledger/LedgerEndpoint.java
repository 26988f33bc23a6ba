package sluice.flow.ledger;

import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One side of the ledger. */
final class LedgerEndpoint extends DefaultEndpoint {
    /** What may stand behind {@code ledger:}. */
    enum Side {
        APPEND,
        RECORDS,
        BULK,
        JOBS,
        SETTLE;

        static Side of(String name) {
            return Arrays.stream(values())
                    .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "ledger: expected append, records, bulk, jobs or settle, was " + name));
        }
    }

    private final LedgerComponent component;
    private final Side side;
    private int batchSize;
    private int workers;

    LedgerEndpoint(String uri, LedgerComponent component, Side side) {
        super(uri, component);
        this.component = component;
        this.side = side;
    }

    @Override
    public Producer createProducer() {
        return switch (side) {
            case APPEND -> new AppendProducer(this, component.ledger());
            case SETTLE -> new SettleProducer(this, component.ledger());
            case RECORDS, BULK, JOBS ->
                throw new UnsupportedOperationException("%s: expected in from, was in to".formatted(getEndpointUri()));
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer =
                switch (side) {
                    case RECORDS ->
                        new RecordsConsumer(
                                this,
                                processor,
                                component.ledger(),
                                component.bulk(),
                                component.gate(),
                                component.pulse(),
                                component.retries(),
                                batchSize,
                                workers);
                    case BULK -> new BulkConsumer(this, processor, component.bulk());
                    case JOBS ->
                        new JobsConsumer(
                                this,
                                processor,
                                component.ledger().groups(),
                                component.gate(),
                                component.pulse(),
                                component.lease(),
                                workers);
                    case APPEND, SETTLE ->
                        throw new UnsupportedOperationException(
                                "%s: expected in to, was in from".formatted(getEndpointUri()));
                };
        configureConsumer(consumer);
        return consumer;
    }

    void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    void setWorkers(int workers) {
        this.workers = workers;
    }
}
