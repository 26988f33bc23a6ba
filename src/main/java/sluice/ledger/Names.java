package sluice.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Small integers for the names that rows repeat. The writer's thread only; forgets what a rollback took back. */
final class Names {
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();

    long id(Session session, String text) throws SQLException {
        Long known = ids.get(text);
        if (known != null) {
            return known;
        }
        session.update("insert into name (text) values (?) on conflict do nothing", text);
        long id = session.number("select id from name where text = ?", text);
        ids.put(text, id);
        return id;
    }

    /** Null where there is no text, as the rows have it. */
    Long idOrNull(Session session, Optional<String> text) throws SQLException {
        return text.isPresent() ? (Long) id(session, text.get()) : null;
    }

    String text(Session session, long id) throws SQLException {
        String known = texts.get(id);
        if (known != null) {
            return known;
        }
        String text = session.first("select text from name where id = ?", row -> row.getString(1), id)
                .orElseThrow();
        texts.put(id, text);
        return text;
    }

    void forget() {
        ids.clear();
        texts.clear();
    }
}
