package sluice.flow.write;

import sluice.ledger.Delivery;
import sluice.salesforce.Plan;

/** When a delivery may simply be sent again, though an earlier attempt may have been done. */
public final class Repetition {
    private Repetition() {}

    /** Whether the plan, done now, has the effect of one write, whatever became of the attempts before. */
    public static boolean isSafe(Delivery delivery, Plan plan) {
        return switch (delivery.doubt()) {
            case NONE -> true;
            case WRITTEN -> plan.isRepeatable();
            case PLAINLY_CREATED -> plan.isRepeatableAfterPlainCreate();
        };
    }
}
