package sluice.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An action: what a mapping can write. A paragraph of {@code actions.yaml}.
 *
 * @param name our word for it, such as {@code case}
 * @param keys Segment's words for it, its first generation before its second: {@code cases}, {@code cases2}
 * @param title its name for people
 * @param sObject the object it writes; empty when the mapping names it by {@code customObjectName}
 * @param trigger used by mappings that give none; empty when each must give one
 * @param toCreate keys that must have a value where a record may be created
 * @param toWrite keys that must have a value unless the record is deleted
 * @param fields by key, in the order of the form
 * @param record key → the sObject's field, in the order in which they are sent
 */
public record Action(
        String name,
        List<String> keys,
        String title,
        Optional<String> sObject,
        Optional<String> trigger,
        List<String> toCreate,
        List<String> toWrite,
        Map<String, ActionField> fields,
        Map<String, String> record) {
    public Action {
        Objects.requireNonNull(name);
        Objects.requireNonNull(title);
        keys = List.copyOf(keys);
        toCreate = List.copyOf(toCreate);
        toWrite = List.copyOf(toWrite);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        record = Collections.unmodifiableMap(new LinkedHashMap<>(record));
    }

    /** Whether mappings may call it so: by our word or by one of Segment's. */
    boolean isCalled(String word) {
        return name.equals(word) || keys.contains(word);
    }

    /** Whether the word is that of Segment's second generation, whose mappings have a sync mode and no operation. */
    boolean isSecondGeneration(String word) {
        return keys.indexOf(word) == 1;
    }

    /** The mapping laid over the default mappings, member by member; neither is changed. */
    ObjectNode withDefaults(ObjectNode mapping) {
        ObjectNode overlaid = JsonNodeFactory.instance.objectNode();
        fields.forEach((key, field) -> {
            if (!field.defaultValue().isMissingNode()) {
                overlaid.set(key, field.defaultValue());
            }
        });
        return overlaid.setAll(mapping);
    }
}
