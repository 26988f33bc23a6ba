package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what attempts came to: a delivery is over, or waits again at its place. */
final class Settling {
    private static final String WAIT_AGAIN =
            """
            update delivery set state = 0, attempts = attempts - ?, uncertain = ?, due_at = ?, changed_at = ?,
                   owner = null, lease_until = null, bulk_group = null where id = ?""";

    /** Claimed as it is, by nobody: its caller was told. */
    private static final String REST =
            "update delivery set uncertain = ?, lease_until = ?, changed_at = ?, owner = null where id = ?";

    private static final String LET_GO =
            """
            update delivery set state = 0, attempts = attempts - 1, due_at = ?, changed_at = ?, bulk_group = null
             where id = ?""";

    /** Its job was sent long after the delivery was put in. */
    private static final String SENT_BY_JOB =
            """
            update delivery set sent_at = (select g.intended_at from bulk_group g where g.id = delivery.bulk_group)
             where id = ?""";

    private final Clock clock;
    private final Ending ending;
    private final Outcomes outcomes;

    Settling(Clock clock, Ending ending, Outcomes outcomes) {
        this.clock = clock;
        this.ending = ending;
        this.outcomes = outcomes;
    }

    /** The ids of those that are no longer of the settlement's claim; nothing was changed of them. */
    List<Long> settle(Session session, List<Settlement> settlements) throws SQLException {
        Map<Long, OpenDelivery> open = OpenDelivery.read(
                session, settlements.stream().map(Settlement::deliveryId).toList());
        List<Long> lost = new ArrayList<>();
        Map<OpenDelivery, Outcome> settled = new LinkedHashMap<>();
        for (Settlement settlement : settlements) {
            OpenDelivery delivery = open.remove(settlement.deliveryId());
            if (delivery != null && delivery.isOf(settlement)) {
                settled.put(delivery, settlement.outcome());
            } else {
                lost.add(settlement.deliveryId());
            }
        }
        write(session, settled);
        return lost;
    }

    /** Ends those of the direct deliveries that were not claimed yet; which. */
    List<Long> withdraw(Session session, List<Long> ids, String reason) throws SQLException {
        Map<Long, Answer> answers = new LinkedHashMap<>();
        List<Ending.End> ends = new ArrayList<>();
        for (OpenDelivery open : OpenDelivery.read(session, ids).values()) {
            if (open.direct() && open.state() == State.WAITING) {
                ends.add(new Ending.End(open, State.FAILED, Doubt.NONE));
                answers.put(open.id(), Answer.because(reason));
            }
        }
        ending.end(session, ends);
        outcomes.write(session, answers);
        return List.copyOf(answers.keySet());
    }

    /** Ends an open delivery, whoever has it: its process is gone. */
    void bury(Session session, long id, String reason) throws SQLException {
        OpenDelivery open = OpenDelivery.read(session, List.of(id)).get(id);
        end(session, open, State.DEAD, open.state() == State.SENDING ? Doubt.WRITTEN : Doubt.NONE, reason);
    }

    /** Ends direct deliveries whose callers were told long ago; their records have rested. */
    void endRested(Session session, List<Long> ids) throws SQLException {
        ending.end(
                session,
                OpenDelivery.read(session, ids).values().stream()
                        .map(open -> new Ending.End(open, State.FAILED, open.doubt()))
                        .toList());
    }

    /** Throws a dead letter away; its row stays in the log. */
    void discard(Session session, long id) throws SQLException {
        long payload = session.number("select payload from delivery where id = ?", id);
        session.update(
                "update delivery set state = ?, changed_at = ?, payload = null where id = ?",
                State.DISCARDED.code(),
                clock.millis(),
                id);
        Payloads.drop(session, List.of(payload));
        DeadKeys.forget(session, id);
        Tally.move(session, State.DEAD, State.DISCARDED, 1);
    }

    /** Lets members of a group wait again as if they had not been put in. How many there were. */
    int letGo(Session session, long group, List<Long> ids, Instant dueAt) throws SQLException {
        List<Ending.End> ends = new ArrayList<>();
        List<Object[]> again = new ArrayList<>();
        for (OpenDelivery open : OpenDelivery.read(session, ids).values()) {
            if (open.state() != State.GROUPED || open.group() != group) {
                continue;
            }
            if (open.direct()) {
                ends.add(new Ending.End(open, State.FAILED, Doubt.NONE));
            } else {
                again.add(new Object[] {dueAt.toEpochMilli(), clock.millis(), open.id()});
            }
        }
        ending.end(session, ends);
        session.batch(LET_GO, again);
        Tally.move(session, State.GROUPED, State.WAITING, again.size());
        GroupTally.retried(session, group, again.size() + ends.size());
        return again.size() + ends.size();
    }

    private void end(Session session, OpenDelivery open, State state, Doubt doubt, String reason) throws SQLException {
        ending.end(session, List.of(new Ending.End(open, state, doubt)));
        outcomes.write(session, Map.of(open.id(), Answer.because(reason)));
    }

    private void write(Session session, Map<OpenDelivery, Outcome> settled) throws SQLException {
        Map<Long, Answer> answers = new LinkedHashMap<>();
        List<Ending.End> ends = new ArrayList<>();
        List<Object[]> again = new ArrayList<>();
        List<Object[]> rest = new ArrayList<>();
        Map<State, Integer> waiting = new EnumMap<>(State.class);
        settled.forEach((open, outcome) -> {
            answers.put(open.id(), outcome.answer());
            if (!(outcome instanceof Outcome.Retry retry)) {
                ends.add(new Ending.End(open, outcome.state(), doubt(open, outcome)));
            } else if (open.direct() && retry.underWay()) {
                rest.add(rest(open, retry));
            } else if (open.direct()) {
                ends.add(new Ending.End(open, State.FAILED, retry.doubt()));
            } else {
                again.add(waitAgain(open, retry));
                waiting.merge(open.state(), 1, Integer::sum);
            }
        });
        outcomes.write(session, answers);
        session.batch(SENT_BY_JOB, doubtfulByJob(settled));
        ending.end(session, ends);
        session.batch(WAIT_AGAIN, again);
        session.batch(REST, rest);
        for (Map.Entry<State, Integer> entry : waiting.entrySet()) {
            Tally.move(session, entry.getKey(), State.WAITING, entry.getValue());
        }
        GroupTally.count(session, settled);
    }

    private static List<Object[]> doubtfulByJob(Map<OpenDelivery, Outcome> settled) {
        return settled.entrySet().stream()
                .filter(entry -> entry.getKey().state() == State.GROUPED)
                .filter(entry -> entry.getKey().doubt() == Doubt.NONE)
                .filter(entry -> doubt(entry.getKey(), entry.getValue()) != Doubt.NONE)
                .map(entry -> new Object[] {entry.getKey().id()})
                .toList();
    }

    /** That it is dead clears nothing up. */
    private static Doubt doubt(OpenDelivery open, Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return retry.doubt();
        }
        return outcome instanceof Outcome.Dead dead ? dead.doubt().or(open.doubt()) : Doubt.NONE;
    }

    private Object[] rest(OpenDelivery open, Outcome.Retry retry) {
        return new Object[] {retry.doubt().code(), retry.dueAt().toEpochMilli(), clock.millis(), open.id()};
    }

    private Object[] waitAgain(OpenDelivery open, Outcome.Retry retry) {
        int uncounted = retry.counted() ? 0 : 1;
        long dueAt = retry.dueAt().toEpochMilli();
        return new Object[] {uncounted, retry.doubt().code(), dueAt, clock.millis(), open.id()};
    }
}
