package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The fields by which a record is found.
 *
 * @param operator how several fields are joined
 * @param fields field name → text, number or boolean, in the order in which they stand in the query; names and values
 *     as the mapping gave them, not yet cleaned or escaped
 */
public record RecordMatchers(Operator operator, Map<String, JsonNode> fields) {
    /** Segment's {@code recordMatcherOperator}. */
    public enum Operator {
        OR,
        AND
    }

    public static final RecordMatchers NONE = new RecordMatchers(Operator.OR, Map.of());

    public RecordMatchers {
        Objects.requireNonNull(operator);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }
}
