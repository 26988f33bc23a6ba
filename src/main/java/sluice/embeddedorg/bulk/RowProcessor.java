package sluice.embeddedorg.bulk;

import java.util.List;
import java.util.Optional;
import sluice.embeddedorg.bulk.IngestJob.RowResult;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.store.DuplicateKeys;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.RecordWriter.Upserted;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.RowLookup;
import sluice.embeddedorg.store.SeveralMatchesException;

/** Writes a job's rows, chunk by chunk. Callers synchronise on the records. */
final class RowProcessor {
    private final IngestJob job;
    private final Columns columns;
    private final RecordWriter writer;
    private final RowLookup lookup;
    private final Optional<Field> key;

    RowProcessor(IngestJob job, Columns columns, RecordWriter writer, RowLookup lookup) {
        this.job = job;
        this.columns = columns;
        this.writer = writer;
        this.lookup = lookup;
        this.key = job.object().field(job.externalIdFieldName());
    }

    void process(List<List<String>> chunk) {
        Optional<DuplicateKeys> duplicates = key.map(field -> new DuplicateKeys(
                field,
                chunk.stream()
                        .map(row -> columns.cell(row, field.name()))
                        .filter(value -> !value.isEmpty())
                        .toList()));
        for (List<String> row : chunk) {
            job.add(result(row, duplicates));
        }
    }

    private RowResult result(List<String> row, Optional<DuplicateKeys> duplicates) {
        String id = columns.cell(row, "Id");
        try {
            return switch (job.operation()) {
                case INSERT -> insert(row, id);
                case UPDATE -> update(row, id);
                case UPSERT -> upsert(row, duplicates.orElseThrow());
                case DELETE, HARD_DELETE -> delete(id);
            };
        } catch (OrgException e) {
            return new RowResult(id, false, e.errors().get(0).asResultCell());
        } catch (SeveralMatchesException e) {
            List<String> ids = e.rows().stream().map(Row::id).toList();
            OrgError error = OrgError.ofWrite(
                    "DUPLICATE_EXTERNAL_ID", "More than one record found for external id field: " + ids);
            return new RowResult(id, false, error.asResultCell());
        }
    }

    private RowResult insert(List<String> row, String id) {
        if (!id.isEmpty()) {
            throw new OrgException(
                    400,
                    OrgError.ofWrite("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id"));
        }
        return new RowResult(writer.create(job.object(), columns.values(row, "Id")), true, "");
    }

    private RowResult update(List<String> row, String id) {
        Row found = existing(id);
        writer.update(found, columns.values(row, "Id"));
        return new RowResult(found.id(), false, "");
    }

    private RowResult upsert(List<String> row, DuplicateKeys duplicates) {
        Field field = key.orElseThrow();
        String value = columns.cell(row, field.name());
        if (value.isEmpty()) {
            throw new OrgException(400, OrgError.ofWrite("MISSING_ARGUMENT", field.name() + " not specified"));
        }
        duplicates.refuse(value);
        if (field.name().equals("Id")) {
            return update(row, value);
        }
        Upserted upserted = writer.upsert(job.object(), field, value, columns.values(row, field.name()), false);
        return new RowResult(upserted.id(), upserted.created(), "");
    }

    private RowResult delete(String id) {
        Row found = existing(id);
        writer.delete(found);
        return new RowResult(found.id(), false, "");
    }

    private Row existing(String id) {
        if (id.isEmpty()) {
            throw new OrgException(400, OrgError.ofWrite("MISSING_ARGUMENT", "Id not specified in an update call"));
        }
        return lookup.byId(job.object(), id);
    }
}
