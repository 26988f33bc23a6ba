package sluice.embeddedorg.bulk;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's CSV, read: UTF-8, RFC 4180, a header and at least no row. Values are not trimmed.
 *
 * @param rows each as long as the header
 */
record Upload(List<String> header, List<List<String>> rows) {
    private static final String UNESCAPED =
            "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote"
                    + " should be within a quote";
    private static final int MAX_HEADER = 32_000;
    /** bulk_api_2_limits: 400,000 characters a record, and room for the quotes around them. */
    private static final int MAX_BUFFER = 1 << 20;

    static Upload none() {
        return new Upload(List.of(), List.of());
    }

    /** @throws JobFailure if it is no CSV of this form */
    static Upload parse(byte[] csv, CsvForm form) {
        String text = new String(csv, StandardCharsets.UTF_8);
        checkLineEnding(text, form);
        List<List<String>> records = new ArrayList<>();
        try {
            CsvReader.builder()
                    .fieldSeparator(form.delimiter())
                    .maxBufferSize(MAX_BUFFER)
                    .build(new RecordHandler(), text)
                    .forEach(records::add);
        } catch (CsvParseException e) {
            throw e.getCause() instanceof JobFailure failure ? failure : new JobFailure(UNESCAPED);
        }
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

    /** Also refuses a quote inside a field that is not quoted, which most readers let pass. */
    private static final class RecordHandler extends AbstractBaseCsvCallbackHandler<List<String>> {
        private List<String> fields = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = new ArrayList<>();
        }

        @Override
        protected void handleField(int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
            String value = new String(buffer, offset, length);
            if (!quoted && value.indexOf('"') >= 0) {
                throw new JobFailure(UNESCAPED);
            }
            fields.add(value);
        }

        @Override
        protected List<String> buildRecord() {
            return fields;
        }
    }
}
