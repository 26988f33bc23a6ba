package sluice.embeddedorg.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.FieldType;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.ParentLookup;
import sluice.embeddedorg.store.Values;

/**
 * The columns of a job's CSV, and how a row becomes values. An empty cell leaves its field alone, {@code #N/A} empties it.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_valid_record_rows.htm">
 *     Valid CSV Record Rows</a>
 */
final class Columns {
    private static final String NULL = "#N/A";

    private final List<Column> columns;
    private final ParentLookup parents;

    private Columns(List<Column> columns, ParentLookup parents) {
        this.columns = columns;
        this.parents = parents;
    }

    /** @param parentKey of a relationship column: the parent's field; otherwise empty */
    private record Column(Field field, String parentKey) {}

    /** @throws JobFailure {@code InvalidBatch : Field name not found : X} */
    static Columns of(IngestJob job, List<String> header, ParentLookup parents) {
        List<Column> columns = new ArrayList<>();
        header.forEach(name -> columns.add(column(job.object(), name)));
        Columns result = new Columns(columns, parents);
        switch (job.operation()) {
            case UPDATE, DELETE, HARD_DELETE -> result.require("Id");
            case UPSERT -> result.require(job.externalIdFieldName());
            case INSERT -> {}
        }
        if (job.operation().isDelete() && columns.size() > 1) {
            throw new JobFailure("InvalidBatch : Delete batch must contain only ids");
        }
        return result;
    }

    private static Column column(ObjectType type, String name) {
        Optional<Field> direct = type.field(name);
        if (direct.isPresent()) {
            return new Column(direct.get(), "");
        }
        String path = name.substring(name.indexOf(':') + 1);
        int dot = path.indexOf('.');
        return Optional.of(dot)
                .filter(at -> at > 0)
                .flatMap(at -> type.relationship(path.substring(0, at)))
                .map(reference -> new Column(reference, path.substring(dot + 1)))
                .orElseThrow(() -> new JobFailure("InvalidBatch : Field name not found : " + name));
    }

    private void require(String name) {
        if (columns.stream().noneMatch(column -> column.field().name().equalsIgnoreCase(name))) {
            throw new JobFailure("InvalidBatch : Field name not found : " + name);
        }
    }

    /** The row's cell of this field; empty text if it is empty or absent. */
    String cell(List<String> row, String fieldName) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).field().name().equalsIgnoreCase(fieldName)) {
                return row.get(i);
            }
        }
        return "";
    }

    /**
     * The row's values, without those of {@code key}, which identifies the record.
     *
     * @throws OrgException if a cell cannot be read, a parent is not found or a field cannot be written
     */
    Map<Field, Object> values(List<String> row, String key) {
        Map<Field, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = row.get(i);
            boolean identifies = column.field().name().equalsIgnoreCase(key)
                    && column.parentKey().isEmpty();
            if (!cell.isEmpty() && !identifies) {
                values.put(writable(column.field()), value(column, cell, i));
            }
        }
        return values;
    }

    private static Field writable(Field field) {
        if (!field.isWritable()) {
            throw OrgException.notWritable(field.name());
        }
        return field;
    }

    private Object value(Column column, String cell, int index) {
        if (cell.equals(NULL)) {
            return null;
        }
        if (!column.parentKey().isEmpty()) {
            return parents.find(column.field(), column.parentKey(), cell);
        }
        Field field = column.field();
        Optional<Object> value = field.type() == FieldType.BOOLEAN ? bool(cell) : Values.parse(field, cell);
        return value.orElseThrow(() -> new OrgException(
                400,
                OrgError.ofWrite(
                        "INVALID_FIELD",
                        "Failed to deserialize field at col %d. Due to, '%s' is not a valid value for the type %s"
                                .formatted(index, cell, field.type().soapType()),
                        field.name())));
    }

    private static Optional<Object> bool(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> Optional.of(true);
            case "false", "no", "n", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
