package sluice.embeddedorg.soql;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.Values;

/**
 * Turns rows into what a query's result holds of them.
 *
 * <p>{@code {"attributes": {"type": "Lead", "url": "/services/data/v62.0/sobjects/Lead/00Q…"}, "Email": "a@b.c", "Owner":
 * {"attributes": …, "Name": "…"}}}
 */
public final class Projection {
    private final Map<Field, Projection> parents = new LinkedHashMap<>();
    private final Set<Field> fields = new LinkedHashSet<>();
    private final Records records;
    private final String basePath;

    /** @param basePath {@code /services/data/v62.0} */
    public Projection(Records records, Query query, String basePath) {
        this(records, basePath);
        query.select().forEach(path -> add(path, 0));
    }

    /** Of these fields of one object. */
    public Projection(Records records, List<Field> fields, String basePath) {
        this(records, basePath);
        this.fields.addAll(fields);
    }

    private Projection(Records records, String basePath) {
        this.records = records;
        this.basePath = basePath;
    }

    private void add(FieldPath path, int depth) {
        if (depth == path.references().size()) {
            fields.add(path.field());
            return;
        }
        parents.computeIfAbsent(path.references().get(depth), reference -> new Projection(records, basePath))
                .add(path, depth + 1);
    }

    public ObjectNode apply(Row row) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.putObject("attributes")
                .put("type", row.type().name())
                .put("url", basePath + "/sobjects/" + row.type().name() + "/" + row.id());
        for (Field field : fields) {
            record.set(field.name(), Values.toJson(row.get(field)));
        }
        parents.forEach((reference, projection) -> {
            Row parent = FieldPath.follow(records, row, reference);
            if (parent == null) {
                record.putNull(reference.relationshipName());
            } else {
                record.set(reference.relationshipName(), projection.apply(parent));
            }
        });
        return record;
    }
}
