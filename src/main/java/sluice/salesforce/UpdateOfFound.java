package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The update of a record that a lookup found: what it must know of the record, and what of the write it sends.
 *
 * <p>Source of what becomes of a converted lead: Object Reference, "Lead", "Converted Leads".
 *
 * @param write an update or an upsert; for any other operation nothing is asked for
 * @param ofContacts empty while it is not known what contacts have
 */
record UpdateOfFound(RecordWrite write, Optional<UpdatableFields> ofContacts) {
    static final String CONVERTED = "CANNOT_UPDATE_CONVERTED_LEAD";

    private static final String LEAD = "Lead";
    private static final String CONTACT = "Contact";
    private static final String IS_CONVERTED = "IsConverted";
    private static final String CONTACT_ID = "ConvertedContactId";
    private static final String ITS_CONTACT = "ConvertedContact";

    /** What the lookup has to select beside the id; where there is something, no write goes without a lookup. */
    List<String> selected() {
        boolean changes = write.operation() == Operation.UPDATE || write.operation() == Operation.UPSERT;
        List<String> selected = new ArrayList<>();
        if (changes) {
            selected.addAll(write.options().fillOnlyEmpty());
        }
        if (changes && followsConvertedLead()) {
            selected.addAll(List.of(IS_CONVERTED, CONTACT_ID));
            write.options().fillOnlyEmpty().stream()
                    .filter(field ->
                            ofContacts.filter(contacts -> contacts.has(field)).isPresent())
                    .forEach(field -> selected.add(ITS_CONTACT + "." + field));
        }
        return selected;
    }

    boolean followsConvertedLead() {
        return write.options().followConvertedLead() && write.sObject().equalsIgnoreCase(LEAD);
    }

    Call call(Found.One found) {
        if (followsConvertedLead() && found.row().path(IS_CONVERTED).asBoolean()) {
            return callForContact(found);
        }
        return call(write.sObject(), found.recordId(), unfilled(write, found.row()));
    }

    /** The fields that the update of a converted lead leaves out, since contacts have none such. */
    List<String> lackedByContacts() {
        return write.fields().properties().stream()
                .filter(field -> !isOfContacts(field))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Call callForContact(Found.One lead) {
        String contactId = lead.row().path(CONTACT_ID).asText("");
        if (ofContacts.isEmpty()) {
            return new Call.Refuse(
                    503,
                    "CONTACT_NOT_DESCRIBED",
                    "a converted lead's contact: expected to know its fields, Salesforce did not tell",
                    List.of());
        }
        if (contactId.isEmpty()) {
            return new Call.Refuse(400, CONVERTED, "a converted lead: expected a contact, found none", List.of());
        }
        ObjectNode fields = unfilled(write, lead.row().path(ITS_CONTACT));
        fields.properties().removeIf(field -> !isOfContacts(field));
        return call(CONTACT, contactId, fields);
    }

    private Call call(String sObject, String recordId, ObjectNode fields) {
        if (fields.isEmpty() && !write.fields().isEmpty()) {
            return new Call.Skip(200, "NOTHING_TO_WRITE", "the record takes none of these fields", recordId);
        }
        return new Call.Update(sObject, recordId, fields);
    }

    private boolean isOfContacts(Map.Entry<String, JsonNode> field) {
        return ofContacts.filter(contacts -> contacts.has(field)).isPresent();
    }

    /** The fields of the write without those that only fill, where the record has a value already. */
    static ObjectNode unfilled(RecordWrite write, JsonNode record) {
        List<String> filled = record.properties().stream()
                .filter(field -> hasValue(field.getValue()))
                .map(Comparison::columnOf)
                .toList();
        List<String> kept = write.options().fillOnlyEmpty().stream()
                .map(field -> field.toLowerCase(Locale.ROOT))
                .filter(filled::contains)
                .toList();
        ObjectNode fields = write.fields().deepCopy();
        fields.properties().removeIf(field -> kept.contains(Comparison.columnOf(field)));
        return fields;
    }

    private static boolean hasValue(JsonNode value) {
        return !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }
}
