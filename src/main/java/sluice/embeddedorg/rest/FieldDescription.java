package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.Field.Computed;
import sluice.embeddedorg.schema.FieldType;

/**
 * A field as describe shows it.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm">
 *     DescribeSObjectResult, Field</a>
 */
final class FieldDescription {
    private FieldDescription() {}

    static ObjectNode of(Field field) {
        FieldType type = field.type();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", field.name())
                .put("label", field.label())
                .put("type", type.wireName())
                .put("soapType", type.soapType())
                .put("length", field.length())
                .put("byteLength", type.isRecordId() ? 18 : field.length() * 3)
                .put("precision", type.isDecimal() ? field.precision() : 0)
                .put("scale", field.scale())
                .put("digits", type == FieldType.INT ? field.precision() : 0);
        addRights(body, field);
        addConstants(body);
        addLists(body, field);
        return body;
    }

    private static void addRights(ObjectNode body, Field field) {
        FieldType type = field.type();
        body.put("createable", field.isWritable())
                .put("updateable", field.isWritable())
                .put("nillable", !field.required() && type != FieldType.BOOLEAN && type != FieldType.ID)
                .put("defaultedOnCreate", isDefaulted(field))
                .put("unique", field.unique())
                .put("externalId", field.externalId())
                .put("caseSensitive", field.caseSensitive())
                .put("idLookup", field.idLookup() || field.externalId())
                .put("filterable", field.filterable())
                .put("sortable", field.filterable())
                .put("groupable", field.filterable() && !type.isDecimal() && type != FieldType.DATETIME)
                .put("custom", field.isCustom())
                .put("nameField", field.name().equals("Name") || field.name().equals("CaseNumber"))
                .put("autoNumber", field.computed() == Computed.NUMBER)
                .put("restrictedPicklist", field.restricted());
    }

    /** What no field of this org is or has. */
    private static void addConstants(ObjectNode body) {
        for (String not :
                List.of("calculated", "cascadeDelete", "dependentPicklist", "deprecatedAndHidden", "encrypted")) {
            body.put(not, false);
        }
        for (String not : List.of(
                "highScaleNumber", "htmlFormatted", "namePointing", "permissionable", "polymorphicForeignKey")) {
            body.put(not, false);
        }
        for (String none : List.of("calculatedFormula", "compoundFieldName", "controllerName", "defaultValueFormula")) {
            body.putNull(none);
        }
        for (String none : List.of("extraTypeInfo", "inlineHelpText", "mask", "maskType", "relationshipOrder")) {
            body.putNull(none);
        }
    }

    private static boolean isDefaulted(Field field) {
        return field.defaultValue().isPresent()
                || field.type() == FieldType.BOOLEAN
                || field.readOnly()
                || field.name().equals("OwnerId");
    }

    private static void addLists(ObjectNode body, Field field) {
        if (field.type() == FieldType.BOOLEAN) {
            body.put("defaultValue", field.defaultValue().map(Boolean::valueOf).orElse(false));
        } else {
            body.putNull("defaultValue");
        }
        ArrayNode values = body.putArray("picklistValues");
        for (String value : field.values()) {
            values.addObject()
                    .put("active", true)
                    .put(
                            "defaultValue",
                            field.defaultValue().filter(value::equals).isPresent())
                    .put("label", value)
                    .putNull("validFor")
                    .put("value", value);
        }
        ArrayNode objects = body.putArray("referenceTo");
        field.referenceTo().forEach(objects::add);
        body.put("relationshipName", field.relationshipName().isEmpty() ? null : field.relationshipName());
    }
}
