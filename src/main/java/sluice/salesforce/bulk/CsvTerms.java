package sluice.salesforce.bulk;

import java.util.Objects;
import java.util.Optional;

/**
 * How the CSV of a job is written.
 *
 * @param keyField the job's key column, which every row has; empty for an insert
 * @param absentIsNull whether a column that a row lacks empties its field ({@code #N/A}) or leaves it alone
 * @param maxBytes how long the CSV may become
 */
public record CsvTerms(Optional<String> keyField, boolean absentIsNull, long maxBytes) {
    public CsvTerms {
        Objects.requireNonNull(keyField);
    }

    public static CsvTerms of(Lane lane, boolean absentIsNull, long maxBytes) {
        return new CsvTerms(lane.keyField(), absentIsNull, maxBytes);
    }
}
