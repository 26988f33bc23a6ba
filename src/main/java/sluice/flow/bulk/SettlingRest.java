package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.Member;
import sluice.ledger.Settlement;
import sluice.salesforce.Failure;

/** Gives all deliveries of a group that have no outcome yet the same one; then the job is over as a rule. */
final class SettlingRest implements JobPhase {
    private static final int PAGE = 500;

    private final JobVisit visit;
    private final Function<Delivery, Settlement> outcome;
    private final Supplier<Optional<JobPhase>> then;
    private Optional<Member> last = Optional.empty();

    /** @param then what is to be done when they have their outcomes */
    SettlingRest(JobVisit visit, Function<Delivery, Settlement> outcome, Supplier<Optional<JobPhase>> then) {
        this.visit = visit;
        this.outcome = outcome;
        this.then = then;
    }

    static SettlingRest andFinishing(
            JobVisit visit, Function<Delivery, Settlement> outcome, GroupState over, String error) {
        return new SettlingRest(visit, outcome, () -> {
            visit.finish(over, error);
            return Optional.empty();
        });
    }

    @Override
    public Optional<JobCall> next() {
        List<Member> page = visit.journal().members(last, PAGE);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        last = Optional.of(page.get(page.size() - 1));
        return Optional.of(new JobCall.Settle(
                page.stream().map(Member::delivery).map(outcome).toList()));
    }

    @Override
    public void answered(JsonNode reply) {}

    @Override
    public void failed(Failure failure) {}

    @Override
    public Optional<JobPhase> then() {
        return then.get();
    }
}
