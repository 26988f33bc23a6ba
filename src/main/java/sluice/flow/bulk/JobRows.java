package sluice.flow.bulk;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sluice.flow.ledger.BulkSettings;
import sluice.salesforce.FieldNames;
import sluice.salesforce.bulk.CsvFile;
import sluice.salesforce.bulk.CsvTerms;
import sluice.salesforce.bulk.Manifest;

/** The rows of a job as they are gathered, each record once and as many as its CSV has room for. Not thread-safe. */
final class JobRows implements Closeable {
    private final JobVisit visit;
    private final Set<String> recordIds = new HashSet<>();
    private Optional<CsvFile> csv = Optional.empty();
    private boolean isFull;

    JobRows(JobVisit visit) {
        this.visit = visit;
    }

    /** Where a row belongs. */
    enum Place {
        /** Here, and it is. */
        HERE,
        /** In a later job: an earlier row is about the same record, or there is no room. */
        LATER,
        /** In none: it alone is longer than a CSV may be. */
        NOWHERE
    }

    /** A row by record id. Rows of different values, or of an id and a value, may be about one record. */
    Place add(EvaluatedRow row, String recordId) throws IOException {
        return recordIds.add(ShortId.of(recordId)) ? add(row) : Place.LATER;
    }

    Place add(EvaluatedRow row) throws IOException {
        if (isFull) {
            return Place.LATER;
        }
        if (csv.isEmpty()) {
            csv = Optional.of(new CsvFile(file("rows"), terms()));
        }
        long[] ids = row.ids().stream().mapToLong(Long::longValue).toArray();
        if (csv.get().add(row.row(), ids)) {
            return Place.HERE;
        }
        isFull = csv.get().rows() > 0;
        return isFull ? Place.LATER : Place.NOWHERE;
    }

    boolean isEmpty() {
        return csv.isEmpty() || csv.get().rows() == 0;
    }

    /** Writes the CSV of what is not {@link #isEmpty}; what comes next is to send it. */
    Opening written() throws IOException {
        Path file = file("csv");
        FieldNames fields = visit.parts().descriptions().names(visit.lane().sObject());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            Manifest manifest = csv.orElseThrow().writeTo(out, fields);
            return new Opening(visit, visit.lane().spelled(fields), file, manifest);
        }
    }

    private CsvTerms terms() {
        BulkSettings settings = visit.parts().settings();
        return CsvTerms.of(visit.lane(), settings.absentField() == BulkSettings.AbsentField.NULL, settings.maxBytes());
    }

    private Path file(String kind) {
        return visit.parts().files().file(visit.claim(), kind);
    }

    @Override
    public void close() throws IOException {
        if (csv.isPresent()) {
            csv.get().close();
        }
    }
}
