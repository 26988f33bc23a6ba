package sluice.flow.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import sluice.ledger.BulkGroups;
import sluice.ledger.OpenGroup;

/**
 * The aggregator's repository: a view of the ledger's groups. Deliveries are in their group, and counted, before the
 * aggregator hears of them, in the transaction that claimed them; so nothing is stored here, and an exchange carries no more
 * than the group's number and size. What Camel calls removing and confirming completes a group and lets it be sent.
 *
 * <p>Thread-safe, and no service of Camel's: the drafts of route files share it with the running routes.
 */
@Singleton
@RegisterForReflection
@Named("ledgerGroups")
public final class GroupRepository implements RecoverableAggregationRepository {
    private static final long RECOVERY_MILLIS = 5_000;
    /** Of the words for what completed an exchange, the nearest; Camel's recovery ends for good at one without any. */
    private static final String COMPLETED_BY = "force";

    private final BulkGroups groups;

    GroupRepository(BulkGroups groups) {
        this.groups = groups;
    }

    /** The group of a lane that this process collects; null when there is none. */
    @Override
    public Exchange get(CamelContext context, String lane) {
        return groups.open(lane).map(group -> exchange(context, group)).orElse(null);
    }

    /** The claim did it. */
    @Override
    public Exchange add(CamelContext context, String lane, Exchange exchange) {
        return exchange;
    }

    @Override
    public void remove(CamelContext context, String lane, Exchange exchange) {
        groups.complete(exchange.getMessage().getHeader("group", Long.class), exchange.getExchangeId());
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        groups.ready(exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return groups.open().stream().map(OpenGroup::lane).collect(Collectors.toSet());
    }

    /** Those of other processes only when they are gone: the ledger hands nobody a group whose lease lasts. */
    @Override
    public Set<String> scan(CamelContext context) {
        return groups.completed().stream()
                .flatMap(group -> group.exchangeId().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Exchange recover(CamelContext context, String exchangeId) {
        Optional<OpenGroup> group = groups.completed(exchangeId);
        if (group.isEmpty()) {
            return null;
        }
        Exchange exchange = exchange(context, group.get());
        exchange.setExchangeId(exchangeId);
        exchange.setProperty(
                ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, group.get().lane());
        exchange.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, COMPLETED_BY);
        return exchange;
    }

    private static Exchange exchange(CamelContext context, OpenGroup group) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("group", group.id());
        exchange.getMessage().setHeader("lane", group.lane());
        exchange.getMessage().setHeader("mapping", group.mapping());
        exchange.getMessage().setHeader("rows", group.rows());
        exchange.getMessage().setHeader("bytes", group.bytes());
        exchange.setProperty(ExchangePropertyKey.AGGREGATED_SIZE, group.deliveries());
        return exchange;
    }

    @Override
    @Deprecated
    public void setRecoveryInterval(long interval, TimeUnit unit) {}

    @Override
    public void setRecoveryInterval(long millis) {}

    @Override
    public long getRecoveryInterval() {
        return RECOVERY_MILLIS;
    }

    @Override
    public void setUseRecovery(boolean useRecovery) {}

    @Override
    public boolean isUseRecovery() {
        return true;
    }

    @Override
    public void setDeadLetterUri(String uri) {}

    @Override
    public String getDeadLetterUri() {
        return null;
    }

    @Override
    public void setMaximumRedeliveries(int maximum) {}

    @Override
    public int getMaximumRedeliveries() {
        return 0;
    }
}
