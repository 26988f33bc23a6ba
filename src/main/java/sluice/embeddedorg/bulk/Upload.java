package sluice.embeddedorg.bulk;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A job's CSV, read: UTF-8, RFC 4180, a header and at least no row. Values are not trimmed.
 *
 * @param rows each as long as the header
 */
record Upload(List<String> header, List<List<String>> rows) {
    private static final int MAX_HEADER = 32_000;

    static Upload none() {
        return new Upload(List.of(), List.of());
    }

    /** @throws JobFailure if it is no CSV of this form */
    static Upload parse(byte[] csv, CsvForm form) {
        String text = new String(csv, StandardCharsets.UTF_8);
        checkLineEnding(text, form);
        List<List<String>> records = CsvScanner.records(text, form.delimiter());
        if (records.isEmpty()) {
            return none();
        }
        List<String> header = records.get(0);
        if (String.join(",", header).length() > MAX_HEADER) {
            throw new JobFailure("InvalidBatch : Header row is longer than 32,000 characters");
        }
        for (List<String> row : records.subList(1, records.size())) {
            if (row.size() != header.size()) {
                throw new JobFailure("InvalidBatch : Failed to parse CSV. Expected %d columns, found %d"
                        .formatted(header.size(), row.size()));
            }
        }
        return new Upload(header, records.subList(1, records.size()));
    }

    private static void checkLineEnding(String text, CsvForm form) {
        int end = text.indexOf('\n');
        boolean isCrLf = end > 0 && text.charAt(end - 1) == '\r';
        if (end >= 0 && isCrLf != form.lineEndingName().equals("CRLF")) {
            throw new JobFailure("ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is "
                    + form.lineEndingName());
        }
    }
}
