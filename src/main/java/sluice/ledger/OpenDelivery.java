package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open delivery's row, as far as its end touches it.
 *
 * @param group that it is in, while it is grouped
 */
record OpenDelivery(
        long id, State state, boolean direct, Doubt doubt, long claim, long payload, long group, List<RecordKey> keys) {
    private static final int STEP = 512;
    private static final String SELECT =
            "select id, state, direct, uncertain, claims, payload, bulk_group, record_keys from delivery"
                    + " where state in (0, 1, 7) and id in ";

    /** Those of the ids that are open, in the order of the ids. */
    static Map<Long, OpenDelivery> read(Session session, List<Long> ids) throws SQLException {
        Map<Long, OpenDelivery> open = new LinkedHashMap<>();
        for (int first = 0; first < ids.size(); first += STEP) {
            List<Long> step = ids.subList(first, Math.min(first + STEP, ids.size()));
            String sql = SELECT + Among.placeholders(step.size()) + " order by id";
            session.list(sql, OpenDelivery::read, Among.padded(step).toArray())
                    .forEach(delivery -> open.put(delivery.id(), delivery));
        }
        return open;
    }

    boolean isOf(Settlement settlement) {
        return state.isClaimed() && claim == settlement.claim();
    }

    private static OpenDelivery read(ResultSet row) throws SQLException {
        return new OpenDelivery(
                row.getLong(1),
                State.of(row.getInt(2)),
                row.getBoolean(3),
                Doubt.of(row.getInt(4)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                RecordKeys.unpack(row.getBytes(8)));
    }
}
