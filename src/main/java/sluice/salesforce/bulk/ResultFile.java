package sluice.salesforce.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A result file of a job: Salesforce's own columns, whose names begin with {@code sf__}, beside those of the row as it was
 * sent.
 */
final class ResultFile {
    private static final String OWN = "sf__";

    private final Map<String, Integer> own = new HashMap<>();
    private final RowHash hash;
    private final int width;

    private ResultFile(String[] header, Optional<String> keyField) {
        for (int column = 0; column < header.length; column++) {
            if (isOwn(header[column])) {
                own.put(header[column].toLowerCase(Locale.ROOT), column);
            }
        }
        List<String> sent =
                Stream.of(header).map(name -> isOwn(name) ? null : name).toList();
        hash = RowHash.of(sent, keyField);
        width = header.length;
    }

    /** One row of the file. */
    record Row(ResultFile file, String[] cells) {
        /** By which it is found in the manifest. */
        byte[] hash() {
            return file.hash.of(cells);
        }

        /** @param name of one of Salesforce's columns, in small letters; empty text where there is none */
        String own(String name) {
            Integer column = file.own.get(name);
            return column == null ? "" : cells[column];
        }
    }

    /**
     * Reads row by row.
     *
     * @throws IOException if the stream cannot be read, or is no such file
     */
    static void read(InputStream csv, Optional<String> keyField, Consumer<Row> to) throws IOException {
        try {
            Iterator<String[]> records = CsvReader.builder()
                    .allowMissingFields(true)
                    .build(StringArrayHandler.of(), new LineEnds(csv), StandardCharsets.UTF_8)
                    .iterator();
            if (records.hasNext()) {
                ResultFile file = new ResultFile(records.next(), keyField);
                records.forEachRemaining(cells -> to.accept(new Row(file, file.filled(cells))));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new IOException("result file of an ingest job: expected CSV with the job's columns", e);
        }
    }

    private String[] filled(String[] cells) {
        return cells.length < width ? Arrays.copyOf(cells, width) : cells;
    }

    private static boolean isOwn(String name) {
        return name.regionMatches(true, 0, OWN, 0, OWN.length());
    }
}
