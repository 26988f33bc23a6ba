package sluice.flow.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.WriteMerge;
import sluice.salesforce.WriteResult;

/**
 * Writes of one record that are sent as one; of a single one as a rule. Immutable.
 *
 * @param members in order, each with its own plan
 * @param plan of what they are together
 */
record MergedWrite(List<WriteInProgress> members, Plan plan) {
    private static final int SEVERAL = 300;
    private static final int GONE = 404;

    MergedWrite {
        members = List.copyOf(members);
    }

    /**
     * The fewest that have the result of all, in order. Only what may safely be sent again is merged: of what may not, it
     * must be known after a crash which one was under way.
     *
     * @param writes at least one
     */
    static List<MergedWrite> of(List<WriteInProgress> writes, Function<RecordWrite, Plan> planner) {
        List<MergedWrite> merged = new ArrayList<>();
        int first = 0;
        RecordWrite whole = write(writes.get(0));
        for (int next = 1; next < writes.size(); next++) {
            Optional<RecordWrite> more = WriteMerge.merge(whole, write(writes.get(next)))
                    .filter(write -> Plan.of(write).isRepeatable());
            if (more.isEmpty()) {
                merged.add(of(writes.subList(first, next), whole, planner));
                first = next;
            }
            whole = more.orElse(write(writes.get(next)));
        }
        merged.add(of(writes.subList(first, writes.size()), whole, planner));
        return merged;
    }

    private static MergedWrite of(
            List<WriteInProgress> members, RecordWrite whole, Function<RecordWrite, Plan> planner) {
        Plan plan = members.size() == 1 ? members.get(0).plan().orElseThrow() : planner.apply(whole);
        return new MergedWrite(members, plan);
    }

    private static RecordWrite write(WriteInProgress write) {
        return write.plan().orElseThrow().write();
    }

    /** The same after its calls: each member had a part in them. */
    MergedWrite after(Optional<Call> call, int apiCalls) {
        return new MergedWrite(
                members.stream()
                        .map(member -> new WriteInProgress(
                                member.delivery(), Optional.of(plan), call, member.apiCalls() + apiCalls))
                        .toList(),
                plan);
    }

    /** Whether some of its members alone may be taken where all together were refused: for what they write. */
    boolean isToBeHalved(Optional<Call> call, WriteResult result) {
        boolean sent = call.filter(done ->
                        done instanceof Call.Create || done instanceof Call.Update || done instanceof Call.Upsert)
                .isPresent();
        return members.size() > 1
                && sent
                && result instanceof WriteResult.Failed failed
                && failed.failure().kind() == Failure.Kind.FINAL
                && failed.failure().httpStatus() != SEVERAL
                && failed.failure().httpStatus() != GONE;
    }

    List<MergedWrite> halves(int apiCalls, Function<RecordWrite, Plan> planner) {
        List<WriteInProgress> counted =
                members.stream().map(member -> member.called(apiCalls)).toList();
        int middle = counted.size() / 2;
        List<MergedWrite> halves = new ArrayList<>(of(counted.subList(0, middle), planner));
        halves.addAll(of(counted.subList(middle, counted.size()), planner));
        return halves;
    }
}
