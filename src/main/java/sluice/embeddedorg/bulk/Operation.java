package sluice.embeddedorg.bulk;

import java.util.Arrays;
import java.util.Optional;

/** What a job does with its rows. */
enum Operation {
    INSERT("insert"),
    UPDATE("update"),
    UPSERT("upsert"),
    DELETE("delete"),
    HARD_DELETE("hardDelete");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    boolean isDelete() {
        return this == DELETE || this == HARD_DELETE;
    }

    static Optional<Operation> of(String wireName) {
        return Arrays.stream(values()).filter(o -> o.wireName.equals(wireName)).findFirst();
    }
}
