package sluice.salesforce.bulk;

import java.util.ArrayList;
import java.util.List;
import sluice.event.Fault;

/**
 * What an ingest job does not take in a row.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_bulkapi.htm">
 *     Bulk API Limits</a>: 32,000 characters a field, 5,000 fields and 400,000 characters a record
 */
final class RowCheck {
    private static final int MAX_FIELD = 32_000;
    private static final int MAX_RECORD = 400_000;
    private static final int MAX_FIELDS = 5_000;

    private final List<Fault> faults = new ArrayList<>();
    private int fields;
    private int characters;

    private RowCheck() {}

    static List<Fault> faults(IngestRow row) {
        RowCheck check = new RowCheck();
        row.write().fields().properties().forEach(field -> {
            if (field.getValue().isObject() && !Cells.isReference(field.getKey(), field.getValue())) {
                check.add(field.getKey(), "text, number, boolean or a reference to one record", "object");
            }
        });
        row.forEachCell(check::cell);
        check.refuseIf(check.characters > MAX_RECORD, "at most 400,000 characters", check.characters);
        check.refuseIf(check.fields > MAX_FIELDS, "at most 5,000 fields", check.fields);
        return check.faults;
    }

    private void cell(String column, String text) {
        fields++;
        characters += text.length();
        if (!isColumnName(column)) {
            add(column, "a column name without comma, quote and line break", "another");
        }
        if (text.length() > MAX_FIELD) {
            add(column, "at most 32,000 characters", text.length() + " characters");
        }
    }

    static boolean isColumnName(String column) {
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !column.isEmpty();
    }

    private void refuseIf(boolean tooMuch, String expected, int found) {
        if (tooMuch) {
            faults.add(new Fault("", expected, String.valueOf(found)));
        }
    }

    private void add(String column, String expected, String found) {
        faults.add(new Fault("/" + column, expected, found));
    }
}
