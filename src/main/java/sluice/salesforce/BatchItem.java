package sluice.salesforce;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One write of a batch and how far it has come: looked up, decided, over. Not thread-safe. */
final class BatchItem {
    private final Plan plan;
    private final Dependencies dependencies;
    private Match match;
    private Call call;
    private WriteResult result;
    private int apiCalls;
    private boolean repeated;

    BatchItem(Plan plan) {
        this.plan = plan;
        this.dependencies = Dependencies.of(plan.write());
    }

    Plan plan() {
        return plan;
    }

    RecordWrite write() {
        return plan.write();
    }

    Dependencies dependencies() {
        return dependencies;
    }

    void found(Match found) {
        match = found;
    }

    /** Fixes the call by what the lookup found; the same again gives the same. */
    Call decide() {
        call = plan.query().isPresent() ? plan.call(match.found()) : plan.call();
        return call;
    }

    Optional<Call> call() {
        return Optional.ofNullable(call);
    }

    /** The records that the lookup found or the call names. */
    Set<String> recordIds() {
        Set<String> ids = match == null ? new HashSet<>() : new HashSet<>(match.recordIds());
        if (call instanceof Call.Update update) {
            ids.add(RecordId.fold(update.recordId()));
        } else if (call instanceof Call.Delete delete) {
            ids.add(RecordId.fold(delete.recordId()));
        }
        return ids;
    }

    boolean changesRecord() {
        return call instanceof Call.Update || call instanceof Call.Delete;
    }

    /** Begins anew, in a later round. */
    void postpone() {
        match = null;
        call = null;
    }

    void countCall() {
        apiCalls++;
    }

    int apiCalls() {
        return apiCalls;
    }

    void end(WriteResult with) {
        result = with;
    }

    void fail(Failure failure) {
        end(new WriteResult.Failed(failure));
    }

    /** The failure of a call for it alone; what somebody else has overtaken is tried again once. */
    void failAlone(Failure failure) {
        if (!repeated && call != null && plan.isOvertaken(call, failure)) {
            repeated = true;
            postpone();
        } else {
            fail(failure);
        }
    }

    /**
     * The result among those of a shared call. A value that another record has may be one that an earlier write of the
     * same call was about to take or to free: then it is tried again once, after all of them. So is what somebody else
     * has overtaken.
     */
    void endShared(WriteResult with) {
        boolean again = with instanceof WriteResult.Failed failed
                && (failed.failure().errorCode().equals("DUPLICATE_VALUE") || plan.isOvertaken(call, failed.failure()));
        if (again && !repeated) {
            repeated = true;
            postpone();
        } else {
            end(with);
        }
    }

    boolean isOpen() {
        return result == null;
    }

    Optional<WriteResult> result() {
        return Optional.ofNullable(result);
    }
}
