package sluice.embeddedorg.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the schema's resource file; its head explains the form. */
final class SchemaReader {
    private final boolean personAccounts;

    SchemaReader(boolean personAccounts) {
        this.personAccounts = personAccounts;
    }

    Schema read(String resource) {
        try (InputStream file = SchemaReader.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(
                        "resource %s: expected on the class path, was absent".formatted(resource));
            }
            return schema(new YAMLMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("resource %s: expected YAML".formatted(resource), e);
        }
    }

    private Schema schema(JsonNode root) {
        List<ObjectType> objects = new ArrayList<>();
        for (JsonNode object : root.path("objects")) {
            List<Field> fields = new ArrayList<>();
            add(fields, root.path("system"));
            add(fields, object.path("fields"));
            if (!object.path("name").asText().equals("User")) {
                add(fields, root.path("keys"));
            }
            objects.add(new ObjectType(
                    object.path("name").asText(),
                    object.path("label").asText(),
                    object.path("labelPlural").asText(),
                    object.path("keyPrefix").asText(),
                    fields));
        }
        return new Schema(objects);
    }

    private void add(List<Field> fields, JsonNode definitions) {
        for (JsonNode definition : definitions) {
            if (personAccounts || !definition.path("person").asBoolean()) {
                fields.add(field(fields.size(), definition));
            }
        }
    }

    private static Field field(int position, JsonNode definition) {
        FieldType type = FieldType.valueOf(definition.path("type").asText().toUpperCase(Locale.ROOT));
        return new Field(
                position,
                definition.path("name").asText(),
                definition.path("label").asText(),
                type,
                type.isRecordId() ? 18 : definition.path("length").asInt(),
                definition.path("precision").asInt(),
                definition.path("scale").asInt(),
                definition.path("required").asBoolean(),
                definition.path("readOnly").asBoolean(),
                definition.path("filterable").asBoolean(true),
                definition.path("unique").asBoolean(),
                definition.path("externalId").asBoolean(),
                definition.path("caseSensitive").asBoolean(),
                definition.path("idLookup").asBoolean(),
                definition.path("indexed").asBoolean(),
                definition.path("restricted").asBoolean(),
                Field.Computed.valueOf(definition.path("computed").asText("no").toUpperCase(Locale.ROOT)),
                definition.has("default")
                        ? Optional.of(definition.path("default").asText())
                        : Optional.empty(),
                texts(definition.path("values")),
                texts(definition.path("to")),
                definition.path("relationship").asText());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
