package sluice.embeddedorg.soql;

import java.util.ArrayList;
import java.util.List;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.Schema;

/** Finds the fields that a query names. */
final class Paths {
    private final Source source;
    private final Schema schema;

    Paths(Source source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    FieldPath resolve(ObjectType type, Token token) {
        String[] names = token.text().split("\\.", -1);
        List<Field> references = new ArrayList<>();
        ObjectType current = type;
        int first = names.length > 1 && names[0].equalsIgnoreCase(type.name()) ? 1 : 0;
        for (int i = first; i < names.length - 1; i++) {
            Field reference = relationship(current, names[i], token);
            references.add(reference);
            current = schema.object(reference.referenceTo().get(0)).orElseThrow();
        }
        return new FieldPath(references, field(current, names[names.length - 1], token));
    }

    private Field relationship(ObjectType type, String name, Token token) {
        return type.relationship(name)
                .orElseThrow(() -> source.at(
                        token.position(),
                        "INVALID_FIELD",
                        "Didn't understand relationship '" + name + "' in field path. If you are attempting to use a"
                                + " custom relationship, be sure to append the '__r' after the custom relationship"
                                + " name. Please reference your WSDL or the describe call for the appropriate names."));
    }

    private Field field(ObjectType type, String name, Token token) {
        return type.field(name)
                .orElseThrow(() -> source.at(
                        token.position(),
                        "INVALID_FIELD",
                        "No such column '" + name + "' on entity '" + type.name() + "'. If you are attempting to use a"
                                + " custom field, be sure to append the '__c' after the custom field name. Please"
                                + " reference your WSDL or the describe call for the appropriate names."));
    }
}
