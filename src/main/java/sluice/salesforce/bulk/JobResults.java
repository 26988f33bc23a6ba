package sluice.salesforce.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Joins the three result files of a job to its deliveries: by the key column where the job has one, else by the whole row,
 * where equal rows share their results (which is whose is arbitrary). Read in the order successful, failed, unprocessed, so
 * that it comes out the same when it is done again. Streams; in the heap are some 40 bytes a row. Not thread-safe.
 *
 * <pre>
 * "sf__Id","sf__Created",LastName,External_Id__c        "sf__Id","sf__Error",LastName,External_Id__c
 * "00Q5e…","true","O'Neil","user-42"                    "","UNABLE_TO_LOCK_ROW:unable to …:--","Miller","user-43"
 * </pre>
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_successful_results.htm">
 *     Get Job Successful Record Results</a>
 */
public final class JobResults {
    private static final String ID = "sf__id";
    private static final String CREATED = "sf__created";
    private static final String ERROR = "sf__error";

    private final Manifest manifest;
    private final Optional<String> keyField;
    private final OpenRows open;
    private long strangers;

    /** @param keyField the job's key column, as in its {@link CsvTerms} */
    public JobResults(Manifest manifest, Optional<String> keyField) {
        this.manifest = manifest;
        this.keyField = keyField;
        this.open = new OpenRows(manifest);
    }

    /** Reads {@code …/successfulResults}. */
    public RowResults successful(InputStream csv) throws IOException {
        return read(csv, Optional.of(ID), JobResults::written);
    }

    /** Reads {@code …/failedResults}. */
    public RowResults failed(InputStream csv) throws IOException {
        return read(csv, Optional.of(ERROR), JobResults::refused);
    }

    /** Reads {@code …/unprocessedrecords}. */
    public RowResults unprocessed(InputStream csv) throws IOException {
        return read(
                csv, Optional.empty(), (row, deliveries, sharedBy) -> new RowResult.Unprocessed(deliveries, sharedBy));
    }

    /** How many rows of the job have no result yet; 0 after all three files, unless Salesforce left some out. */
    public int missing() {
        return open.count();
    }

    /** The deliveries of those rows. */
    public LongStream missingDeliveries() {
        return IntStream.range(0, manifest.rows())
                .filter(open::isOpen)
                .boxed()
                .flatMap(row -> manifest.deliveries(row).stream())
                .mapToLong(Long::longValue);
    }

    /** How many results fit no row; 0 unless Salesforce gives back other rows than it got. */
    public long strangers() {
        return strangers;
    }

    private static RowResult written(ResultFile.Row row, List<Long> deliveries, int sharedBy) {
        return new RowResult.Written(deliveries, sharedBy, row.own(ID), Boolean.parseBoolean(row.own(CREATED)));
    }

    private static RowResult refused(ResultFile.Row row, List<Long> deliveries, int sharedBy) {
        return new RowResult.Failed(deliveries, sharedBy, RowError.failure(row.own(ERROR)));
    }

    private RowResults read(InputStream csv, Optional<String> ownColumn, Joined joined) throws IOException {
        return new RowResults(new ResultFile(csv, keyField, ownColumn), row -> result(row, joined));
    }

    private Optional<RowResult> result(ResultFile.Row found, Joined joined) {
        OptionalInt row = found.hash().map(open::take).orElseGet(OptionalInt::empty);
        if (row.isEmpty()) {
            strangers++;
            return Optional.empty();
        }
        List<Long> deliveries = manifest.deliveries(row.getAsInt());
        return Optional.of(joined.result(found, deliveries, open.equal(row.getAsInt())));
    }

    /** What a file says of the deliveries of a row. */
    private interface Joined {
        RowResult result(ResultFile.Row row, List<Long> deliveries, int sharedBy);
    }
}
