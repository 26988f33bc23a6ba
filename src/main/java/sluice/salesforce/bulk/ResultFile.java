package sluice.salesforce.bulk;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A result file of a job: Salesforce's own columns, whose names begin with {@code sf__}, beside those of the row as it was
 * sent. One without rows may lack any of them. Not thread-safe.
 */
final class ResultFile implements Closeable {
    private static final String OWN = "sf__";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final CloseableIterator<String[]> records;
    private final Optional<String> keyField;
    private final Optional<String> ownColumn;
    private Header header; // null before the first row

    /**
     * @param ownColumn of Salesforce's, in small letters, that every such file has; empty where there is none
     * @throws IOException if the stream cannot be read
     */
    ResultFile(InputStream csv, Optional<String> keyField, Optional<String> ownColumn) throws IOException {
        this.keyField = keyField;
        this.ownColumn = ownColumn;
        this.records = CsvReader.builder()
                .allowMissingFields(true)
                .build(StringArrayHandler.of(), new LineEnds(withoutMark(csv)), StandardCharsets.UTF_8)
                .iterator();
    }

    /** One row of the file. */
    record Row(Header header, String[] cells) {
        /** By which it is found in the manifest; empty where the file lacks the key column. */
        Optional<byte[]> hash() {
            return header.hash.map(hash -> hash.of(cells));
        }

        /** @param name of one of Salesforce's columns, in small letters; empty text where there is none */
        String own(String name) {
            Integer column = header.own.get(name);
            return column == null ? "" : cells[column];
        }
    }

    private static final class Header {
        private final Map<String, Integer> own = new HashMap<>();
        private final Optional<RowHash> hash;
        private final int width;

        Header(String[] names, Optional<String> keyField) {
            for (int column = 0; column < names.length; column++) {
                if (isOwn(names[column])) {
                    own.put(names[column].toLowerCase(Locale.ROOT), column);
                }
            }
            List<String> sent =
                    Stream.of(names).map(name -> isOwn(name) ? null : name).toList();
            boolean isFound = keyField.isEmpty() || sent.stream().anyMatch(keyField.get()::equalsIgnoreCase);
            hash = isFound ? Optional.of(RowHash.of(sent, keyField)) : Optional.empty();
            width = names.length;
        }

        String[] filled(String[] cells) {
            return cells.length < width ? Arrays.copyOf(cells, width) : cells;
        }
    }

    /**
     * The next row; empty at the end.
     *
     * @throws IOException if the stream cannot be read, or is no such file
     */
    Optional<Row> next() throws IOException {
        try {
            String[] names = header == null && records.hasNext() ? records.next() : new String[0];
            if (!records.hasNext()) {
                return Optional.empty();
            }
            if (header == null) {
                header = header(names);
            }
            return Optional.of(new Row(header, header.filled(records.next())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new IOException("result file of an ingest job: expected CSV with the job's columns", e);
        }
    }

    /** What lacks the file's own column comes from somebody else, such as a proxy. */
    private Header header(String[] names) throws IOException {
        Header found = new Header(names, keyField);
        if (!ownColumn.stream().allMatch(found.own::containsKey)) {
            throw new IOException("result file of an ingest job: expected the column %s, was none"
                    .formatted(ownColumn.orElseThrow()));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /** FastCSV 4.1 does that too, but loses the end of a file that is shorter than the longest mark. */
    private static InputStream withoutMark(InputStream csv) throws IOException {
        PushbackInputStream in = new PushbackInputStream(csv, BYTE_ORDER_MARK.length);
        byte[] begin = in.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(begin, BYTE_ORDER_MARK)) {
            in.unread(begin);
        }
        return in;
    }

    private static boolean isOwn(String name) {
        return name.regionMatches(true, 0, OWN, 0, OWN.length());
    }
}
