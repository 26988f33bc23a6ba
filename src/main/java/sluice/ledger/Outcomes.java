package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The answer of a delivery's last attempt, in a row of its own. */
final class Outcomes {
    /** In the order in which {@link #read} reads them; {@code o} is the outcome, names are joined. */
    static final String COLUMNS = "operation.text, s_object.text, o.record_id, o.created, o.http_status, o.error_code,"
            + " o.message, o.fields, o.api_calls";

    static final int COLUMN_COUNT = 9;

    private static final String WRITE =
            """
            insert into outcome (delivery, operation, s_object, record_id, created, http_status, error_code, message,
                   fields, api_calls)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (delivery) do update
               set operation = excluded.operation, s_object = excluded.s_object, record_id = excluded.record_id,
                   created = excluded.created, http_status = excluded.http_status, error_code = excluded.error_code,
                   message = excluded.message, fields = excluded.fields, api_calls = excluded.api_calls""";

    private final Names names;

    Outcomes(Names names) {
        this.names = names;
    }

    /** By the deliveries' ids. */
    void write(Session session, Map<Long, Answer> answers) throws SQLException {
        List<Object[]> rows = new ArrayList<>(answers.size());
        for (Map.Entry<Long, Answer> entry : answers.entrySet()) {
            rows.add(row(session, entry.getKey(), entry.getValue()));
        }
        session.batch(WRITE, rows);
    }

    private Object[] row(Session session, long delivery, Answer answer) throws SQLException {
        return new Object[] {
            delivery,
            names.id(session, answer.operation()),
            names.id(session, answer.sObject()),
            answer.recordId(),
            answer.created(),
            answer.httpStatus(),
            answer.errorCode(),
            answer.message(),
            String.join(",", answer.fields()),
            answer.apiCalls()
        };
    }

    /** From {@code first} on; {@link Answer#NONE} where the join found none. */
    static Answer read(ResultSet row, int first) throws SQLException {
        if (row.getString(first) == null) {
            return Answer.NONE;
        }
        return new Answer(
                row.getString(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getBoolean(first + 3),
                row.getInt(first + 4),
                row.getString(first + 5),
                row.getString(first + 6),
                fields(row.getString(first + 7)),
                row.getInt(first + 8));
    }

    private static List<String> fields(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(","));
    }
}
