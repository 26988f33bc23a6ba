package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what attempts came to: a delivery is over, or waits again at its place. */
final class Settling {
    private static final String OPEN =
            "select id, state, direct, claims, payload, record_keys from delivery where id = ? and state < "
                    + State.DELIVERED.code();

    private static final String WAIT_AGAIN =
            """
            update delivery set state = 0, attempts = attempts - ?, uncertain = ?, due_at = ?, changed_at = ?,
                   owner = null, lease_until = null where id = ?""";

    private static final String END =
            """
            update delivery set state = ?, uncertain = ?, changed_at = ?, payload = ?, record_keys = null,
                   owner = null, lease_until = null where id = ?""";

    private final Clock clock;
    private final RecordKeys recordKeys;
    private final Outcomes outcomes;

    Settling(Clock clock, RecordKeys recordKeys, Outcomes outcomes) {
        this.clock = clock;
        this.recordKeys = recordKeys;
        this.outcomes = outcomes;
    }

    /** An open delivery's row, as far as its end touches it. */
    private record Open(long id, State state, boolean direct, long claim, long payload, List<RecordKey> keys) {
        static Open read(ResultSet row) throws SQLException {
            return new Open(
                    row.getLong(1),
                    State.of(row.getInt(2)),
                    row.getBoolean(3),
                    row.getLong(4),
                    row.getLong(5),
                    RecordKeys.unpack(row.getBytes(6)));
        }

        boolean isOf(Settlement settlement) {
            return state == State.SENDING && claim == settlement.claim();
        }
    }

    /** The ids of those that are no longer of the settlement's claim; nothing was changed of them. */
    List<Long> settle(Session session, List<Settlement> settlements) throws SQLException {
        List<Long> lost = new ArrayList<>();
        for (Settlement settlement : settlements) {
            Optional<Open> open = open(session, settlement.deliveryId()).filter(row -> row.isOf(settlement));
            if (open.isPresent()) {
                settle(session, open.get(), settlement.outcome());
            } else {
                lost.add(settlement.deliveryId());
            }
        }
        return lost;
    }

    /** Ends a direct delivery that was not claimed yet; false when it is not there to be ended. */
    boolean withdraw(Session session, long id, String reason) throws SQLException {
        Optional<Open> waiting = open(session, id).filter(row -> row.direct() && row.state() == State.WAITING);
        if (waiting.isPresent()) {
            end(session, waiting.get(), State.FAILED, false);
            outcomes.write(session, id, Answer.because(reason));
        }
        return waiting.isPresent();
    }

    /** Ends an open delivery, whoever has it: its process is gone. */
    void bury(Session session, long id, String reason) throws SQLException {
        Open open = open(session, id).orElseThrow();
        end(session, open, State.DEAD, open.state() == State.SENDING);
        outcomes.write(session, id, Answer.because(reason));
    }

    /** Throws a dead letter away; its row stays in the log. */
    void discard(Session session, long id) throws SQLException {
        long payload = session.number("select payload from delivery where id = ?", id);
        session.update(
                "update delivery set state = ?, changed_at = ?, payload = null where id = ?",
                State.DISCARDED.code(),
                clock.millis(),
                id);
        dropUse(session, payload);
        DeadKeys.forget(session, id);
        Tally.move(session, State.DEAD, State.DISCARDED, 1);
    }

    private static Optional<Open> open(Session session, long id) throws SQLException {
        return session.first(OPEN, Open::read, id);
    }

    private void settle(Session session, Open open, Outcome outcome) throws SQLException {
        outcomes.write(session, open.id(), outcome.answer());
        if (!(outcome instanceof Outcome.Retry retry)) {
            end(session, open, outcome.state(), false);
        } else if (open.direct()) {
            end(session, open, State.FAILED, retry.uncertain());
        } else {
            waitAgain(session, open, retry);
        }
    }

    private void waitAgain(Session session, Open open, Outcome.Retry retry) throws SQLException {
        int uncounted = retry.counted() ? 0 : 1;
        long dueAt = retry.dueAt().toEpochMilli();
        session.update(WAIT_AGAIN, uncounted, retry.uncertain(), dueAt, clock.millis(), open.id());
        Tally.move(session, State.SENDING, State.WAITING, 1);
    }

    private void end(Session session, Open open, State state, boolean uncertain) throws SQLException {
        Long payload = state.keepsEvent() ? open.payload() : null;
        session.update(END, state.code(), uncertain, clock.millis(), payload, open.id());
        if (payload == null) {
            dropUse(session, open.payload());
        }
        recordKeys.leave(session, open.keys(), open.id());
        if (state == State.DEAD) {
            DeadKeys.remember(session, open.keys(), open.id());
        } else if (state == State.DELIVERED) {
            DeadKeys.overtake(session, open.keys(), open.id());
        }
        Tally.move(session, open.state(), state, 1);
    }

    private static void dropUse(Session session, long payload) throws SQLException {
        if (session.update("delete from payload where id = ? and uses = 1", payload) == 0) {
            session.update("update payload set uses = uses - 1 where id = ?", payload);
        }
    }
}
