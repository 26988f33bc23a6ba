package sluice.embeddedorg.store;

import java.util.List;

/** An upsert's external id belongs to several records. A single call answers 300 with their URLs. */
public final class SeveralMatchesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Row> rows;

    public SeveralMatchesException(List<Row> rows) {
        super("more than one record found", null, false, false);
        this.rows = List.copyOf(rows);
    }

    public List<Row> rows() {
        return rows;
    }
}
