package sluice.salesforce.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import sluice.salesforce.FieldNames;
import sluice.salesforce.bulk.IngestRow.KeyColumn;

/**
 * The CSV of one ingest job: RFC 4180 in UTF-8 with LF. Its columns are those of all rows, in the order in which they are
 * first seen, the key column last and never twice; so rows are spooled to a file first. What is in the heap does not grow
 * with the rows, but for the manifest (some 30 bytes a row). Not thread-safe.
 *
 * <pre>
 * Company,LastName,External_Id__c
 * "Acme, ""Inc""",O'Neil,user-42
 * #N/A,Miller,user-43
 * </pre>
 *
 * <p>An empty cell, of an empty text or of a column that the row lacks, leaves its field alone; {@code #N/A} empties it.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_valid_record_rows.htm">
 *     Valid CSV Record Rows</a>
 */
public final class CsvFile implements Closeable {
    private final CsvTerms terms;
    private final Spool spool;
    private final RowColumns columns = new RowColumns();
    private CsvText[] cells = new CsvText[32];
    private int rows;
    private long cellBytes;
    private long cellCount;

    /**
     * @param spool a file that this writes anew, and that {@link #close} deletes
     * @throws IOException if it cannot be written
     */
    public CsvFile(Path spool, CsvTerms terms) throws IOException {
        this.terms = terms;
        this.spool = new Spool(spool);
    }

    /**
     * Takes a row, unless the CSV would become longer than the terms allow: then nothing has changed.
     *
     * @param deliveries the ids of the deliveries that the row is, at least one
     * @return whether it was taken
     * @throws IllegalArgumentException if the row has not the job's key column
     */
    public boolean add(IngestRow row, long... deliveries) throws IOException {
        if (!row.key().map(KeyColumn::field).equals(terms.keyField())) {
            throw new IllegalArgumentException("row of an ingest job: expected the key column "
                    + terms.keyField().orElse("of none"));
        }
        int known = columns.names().size();
        Arrays.fill(cells, null);
        row.forEachCell(this::put);
        long moreBytes = 0;
        int moreCells = 0;
        for (int column = 0; column < columns.names().size(); column++) {
            if (cells[column] != null) {
                moreBytes += cells[column].csvBytes();
                moreCells++;
            }
        }
        if (bytes(rows + 1, cellBytes + moreBytes, cellCount + moreCells) > terms.maxBytes()) {
            columns.cutTo(known);
            return false;
        }
        spool.add(cells, columns.names().size(), deliveries);
        rows++;
        cellBytes += moreBytes;
        cellCount += moreCells;
        return true;
    }

    public int rows() {
        return rows;
    }

    /** How long the CSV is at most, header included. */
    public long bytes() {
        return bytes(rows, cellBytes, cellCount);
    }

    /** The same, with the columns' names as they were given. */
    public Manifest writeTo(OutputStream out) throws IOException {
        return writeTo(out, FieldNames.NONE);
    }

    /**
     * Writes the CSV and tells which row is which delivery. The stream stays open.
     *
     * @param fields how the org spells the columns' names
     * @throws IOException if the spool cannot be read or the stream cannot be written
     */
    public Manifest writeTo(OutputStream out, FieldNames fields) throws IOException {
        int[] places = places();
        String[] row = new String[places.length];
        for (int column = 0; column < places.length; column++) {
            row[places[column]] = fields.of(columns.names().get(column));
        }
        RowHash hash = RowHash.of(List.of(row), terms.keyField());
        Manifest.Builder manifest = new Manifest.Builder();
        CsvWriter csv = writer(out, places.length);
        csv.writeRecord(row);
        try (Spool.Rows spooled = spool.rows()) {
            for (int i = 0; i < rows; i++) {
                long[] deliveries = spooled.nextDeliveries();
                spooled.readCells(row, places, terms.absentIsNull() ? Cells.NULL : null);
                csv.writeRecord(row);
                manifest.add(hash.of(row), deliveries);
            }
        }
        csv.flush();
        return manifest.build();
    }

    /** Deletes the spool. */
    @Override
    public void close() throws IOException {
        spool.close();
    }

    private void put(String column, String text) {
        int number = columns.number(column);
        if (number >= cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
        cells[number] = CsvText.of(text);
    }

    /** Where each column stands: as they were seen, but the key column last. */
    private int[] places() {
        int size = columns.names().size();
        int key = terms.keyField().isEmpty() || rows == 0
                ? size - 1
                : columns.number(terms.keyField().get());
        int[] places = new int[size];
        for (int column = 0; column < size; column++) {
            places[column] = column < key ? column : column - 1;
        }
        if (size > 0) {
            places[key] = size - 1;
        }
        return places;
    }

    /** Each row has a separator or line end behind every cell. */
    private long bytes(long lines, long ofCells, long cellsGiven) {
        long all = lines * columns.names().size();
        long absent = terms.absentIsNull() ? (all - cellsGiven) * Cells.NULL.length() : 0;
        return columns.headerBytes() + ofCells + all + absent;
    }

    /** What RFC 4180 asks for is in quotes anyway. With a single column an empty cell stands in quotes, since readers skip an empty line. */
    private static CsvWriter writer(OutputStream out, int columns) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .commentCharacter('\u0000')
                .quoteStrategy(new QuoteStrategy() {
                    @Override
                    public boolean quoteNull(int lineNo, int fieldIdx) {
                        return columns == 1;
                    }

                    @Override
                    public boolean quoteEmpty(int lineNo, int fieldIdx) {
                        return columns == 1;
                    }

                    @Override
                    public boolean quoteValue(int lineNo, int fieldIdx, String value) {
                        return CsvText.hasBlankEnd(value);
                    }
                })
                .build(out, StandardCharsets.UTF_8);
    }
}
