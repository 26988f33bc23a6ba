package sluice.ledger;

import java.sql.SQLException;
import java.util.Optional;

/** What a restart must find again and no list shows. */
final class Secrets {
    private Secrets() {}

    static Optional<String> read(Session session, String name) throws SQLException {
        return session.first("select text from secret where name = ?", row -> row.getString(1), name);
    }

    static Void keep(Session session, String name, String text) throws SQLException {
        session.update(
                "insert into secret (name, text) values (?, ?) on conflict (name) do update set text = excluded.text",
                name,
                text);
        return null;
    }
}
