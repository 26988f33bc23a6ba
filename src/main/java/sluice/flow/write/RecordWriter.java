package sluice.flow.write;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import sluice.action.Mapping;
import sluice.action.RefusedException;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.SalesforceSettings;
import sluice.flow.connection.SendingPausedException;
import sluice.ledger.Delivery;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Call;
import sluice.salesforce.Found;
import sluice.salesforce.Plan;
import sluice.salesforce.WriteOptions;

/**
 * The steps between the calls of the route {@code write-record}: they read and set the headers that
 * {@code camel-salesforce} goes by. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("recordWriter")
public final class RecordWriter {
    /** Property: the mapping to use instead of the deployed one of the delivery's name. */
    public static final String INLINE_MAPPING = "sluice.inlineMapping";

    /** Header: whether an earlier attempt may have created the record, and the mapping wants that to be found out. */
    private static final String VERIFY = "verify";

    private final WritePlanner planner;
    private final OrgGate gate;
    private final SalesforceCalls calls;
    private final Clock clock;

    RecordWriter(WritePlanner planner, OrgGate gate, SalesforceSettings settings, Clock clock) {
        this.planner = planner;
        this.gate = gate;
        this.calls = new SalesforceCalls(settings.apiVersion());
        this.clock = clock;
    }

    /**
     * Body in: a {@link Delivery}. Evaluates its mapping as it is now and plans the write; sets the headers
     * {@code mapping}, {@code action}, {@code operation}, {@code sObject}, and {@code sObjectQuery} where the record has
     * to be looked up; {@code verify} says whether it has to be found out first if an earlier attempt created it.
     *
     * @throws RefusedException when the mapping refuses the event
     * @throws SendingPausedException when the whole org is in trouble since the delivery was claimed
     * @throws UnwritableException when there is no such mapping, when a create may have been done already, or when the
     *     last of all attempts got no answer
     */
    public void plan(Exchange exchange) throws RefusedException {
        Delivery delivery = exchange.getMessage().getBody(Delivery.class);
        WriteInProgress.of(delivery).keepOn(exchange);
        gate.check(exchange);
        Mapping inline = exchange.getProperty(INLINE_MAPPING, Mapping.class);
        Mapping mapping = inline != null ? inline : planner.mapping(delivery);
        Message message = exchange.getMessage();
        message.setHeader("mapping", mapping.name());
        message.setHeader("action", mapping.action().name());
        Plan plan = planner.plan(delivery, mapping);
        message.setHeader("operation", plan.write().operation().name().toLowerCase(Locale.ROOT));
        message.setHeader("sObject", plan.write().sObject());
        WriteInProgress.of(delivery).planned(plan).keepOn(exchange);
        message.setHeader(VERIFY, planner.isToBeVerified(delivery, plan, mapping));
        SalesforceCalls.clear(message);
        plan.query().ifPresent(query -> calls.prepare(message, new BatchCall.Query(query), WriteOptions.NONE));
    }

    /**
     * Before the lookup: counts its call. What was decided by an earlier one does not hold any more.
     *
     * @throws LeaseLapsedException when somebody else may be writing the delivery
     */
    public void countLookup(Exchange exchange) {
        countCall(exchange, WriteInProgress.on(exchange).undecided());
    }

    /**
     * Decides what is done, if it is not known yet: by the lookup's answer in the body, or at once where none was needed.
     *
     * @throws LeaseLapsedException when somebody else may be writing the delivery
     */
    public void decide(Exchange exchange) throws IOException {
        WriteInProgress write = WriteInProgress.on(exchange);
        Plan plan = write.plan().orElseThrow();
        Call call = write.call().isPresent() ? write.call().get() : call(exchange, plan);
        if (calls.prepare(exchange.getMessage(), call, plan.write().options())) {
            countCall(exchange, write.decided(call));
        } else {
            write.decided(call).keepOn(exchange);
        }
    }

    private static Call call(Exchange exchange, Plan plan) throws IOException {
        return plan.query().isPresent() ? plan.call(Found.in(SalesforceCalls.answer(exchange))) : plan.call();
    }

    private void countCall(Exchange exchange, WriteInProgress write) {
        if (!clock.instant().isBefore(write.delivery().leaseUntil())) {
            throw new LeaseLapsedException();
        }
        write.calling().keepOn(exchange);
    }
}
