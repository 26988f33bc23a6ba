package sluice.salesforce;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By what two writes are known to be about the same record, as far as that can be known before it is looked up.
 *
 * <p>Folded as Salesforce compares, see {@link Comparison}. A key that is too wide costs some speed, one that is too narrow
 * costs the order; so in doubt two values are the same.
 */
public final class RecordKeys {
    private RecordKeys() {}

    /** Keys such as {@code lead|email=a@b.co}; none for a create, which shares its record with nobody. */
    public static List<String> of(RecordWrite write) {
        String object = write.sObject().toLowerCase(Locale.ROOT);
        if (write.operation() == Operation.CREATE || write.matchers().isEmpty()) {
            return List.of();
        }
        Optional<String> recordId = write.operation() == Operation.UPDATE || write.operation() == Operation.DELETE
                ? Plan.recordId(write)
                : Optional.empty();
        if (recordId.isPresent()) {
            return List.of(object + "|id=" + RecordId.fold(recordId.get()));
        }
        List<String> fields = write.matchers().fields().entrySet().stream()
                .map(matcher -> Comparison.folded(matcher.getKey(), matcher.getValue()))
                .sorted()
                .distinct()
                .toList();
        return write.matchers().operator() == RecordMatchers.Operator.AND
                ? List.of(object + "|" + String.join("&", fields))
                : fields.stream().map(field -> object + "|" + field).collect(Collectors.toUnmodifiableList());
    }
}
