package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Mappings whose deliveries enter no job: what a job of theirs ran into would befall the next one too. */
final class Holding {
    private static final String HOLD =
            """
            insert into bulk_hold (mapping, version, reason, at) values (?, ?, ?, ?)
            on conflict (mapping) do update set version = excluded.version, reason = excluded.reason, at = excluded.at""";

    private static final String HELD =
            """
            select name.text, version, reason, at from bulk_hold join name on name.id = bulk_hold.mapping
             order by name.text""";

    /** By the index of each state. */
    private static final String UNSENT_OF_OTHER_VERSIONS =
            """
            select id from bulk_group where state = 0 and mapping = ? and version <> ?
            union all
            select id from bulk_group where state = 1 and mapping = ? and version <> ?
            union all
            select id from bulk_group
             where state >= 2 and state < 8 and state = 2 and direct = 0 and mapping = ? and version <> ?
             order by id""";

    private final Clock clock;
    private final Names names;

    Holding(Clock clock, Names names) {
        this.clock = clock;
        this.names = names;
    }

    static boolean isHeld(Session session, long mapping) throws SQLException {
        return session.number("select count(*) from bulk_hold where mapping = ?", mapping) > 0;
    }

    static List<Hold> held(Session session) throws SQLException {
        return session.list(
                HELD,
                row -> new Hold(
                        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4))));
    }

    void hold(Session session, String mapping, String version, String reason) throws SQLException {
        session.update(HOLD, names.id(session, mapping), version, reason, clock.millis());
    }

    /** Whether it was held. */
    boolean release(Session session, String mapping) throws SQLException {
        return session.update("delete from bulk_hold where mapping = ?", names.id(session, mapping)) == 1;
    }

    /** The same, unless it is held because of a job of this version. */
    boolean release(Session session, String mapping, String version) throws SQLException {
        long id = names.id(session, mapping);
        return session.update("delete from bulk_hold where mapping = ? and version <> ?", id, version) == 1;
    }

    /**
     * The groups of a mapping that nothing was sent of and that are pinned to another version than this; without those that
     * somebody waits for.
     */
    List<Long> unsent(Session session, String mapping, String version) throws SQLException {
        long id = names.id(session, mapping);
        return session.list(UNSENT_OF_OTHER_VERSIONS, row -> row.getLong(1), id, version, id, version, id, version);
    }
}
