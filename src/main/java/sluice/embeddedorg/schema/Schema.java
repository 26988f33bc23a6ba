package sluice.embeddedorg.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All objects of the embedded org. Immutable, safe for threads. */
public final class Schema {
    private final List<ObjectType> objects;
    private final Map<String, ObjectType> byName = new HashMap<>();
    private final Map<String, ObjectType> byPrefix = new HashMap<>();

    Schema(List<ObjectType> objects) {
        this.objects = List.copyOf(new ArrayList<>(objects));
        for (ObjectType type : objects) {
            byName.put(type.name(), type);
            byName.put(type.name().toLowerCase(Locale.ROOT), type);
            byPrefix.put(type.keyPrefix(), type);
        }
    }

    /** The schema that ships with the service, with or without Person Accounts. */
    public static Schema standard(boolean personAccounts) {
        return new SchemaReader(personAccounts).read("/embedded-org/objects.yaml");
    }

    public List<ObjectType> objects() {
        return objects;
    }

    /** By API name, without regard to case. */
    public Optional<ObjectType> object(String name) {
        ObjectType exact = byName.get(name);
        return Optional.ofNullable(exact == null ? byName.get(name.toLowerCase(Locale.ROOT)) : exact);
    }

    /** The object whose records have ids like this one. */
    public Optional<ObjectType> objectOfId(String id) {
        return id.length() < 3 ? Optional.empty() : Optional.ofNullable(byPrefix.get(id.substring(0, 3)));
    }
}
