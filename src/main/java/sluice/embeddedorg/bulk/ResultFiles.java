package sluice.embeddedorg.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sluice.embeddedorg.bulk.IngestJob.RowResult;

/**
 * The three result files of a job: {@code "sf__Id","sf__Created",Name}, values quoted.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_failed_results.htm">Get
 *     Job Failed Record Results</a>
 */
final class ResultFiles {
    /** Failed rows bear their id from this version on. */
    private static final int IDS_OF_FAILED = 53;

    private final IngestJob job;
    private final String delimiter;
    private final List<Integer> columns;
    private final StringBuilder csv = new StringBuilder();

    ResultFiles(IngestJob job) {
        this.job = job;
        this.delimiter = String.valueOf(job.form().delimiter());
        this.columns = columns(job);
    }

    /**
     * Only those whose names are the fields' to the letter, though others are read too.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_prepare_csv.htm">
     *     Prepare CSV Files</a>
     */
    private static List<Integer> columns(IngestJob job) {
        List<String> header = job.upload().header();
        return IntStream.range(0, header.size())
                .filter(i -> isOfParent(header.get(i)) || isField(job, header.get(i)))
                .boxed()
                .toList();
    }

    private static boolean isOfParent(String name) {
        return name.indexOf('.') > 0;
    }

    private static boolean isField(IngestJob job, String name) {
        return job.object()
                .field(name)
                .filter(field -> field.name().equals(name))
                .isPresent();
    }

    String successful() {
        header("sf__Id", "sf__Created");
        for (int i = 0; i < job.results().size(); i++) {
            RowResult result = job.results().get(i);
            if (!result.isFailed()) {
                row(i, result.id(), String.valueOf(result.created()));
            }
        }
        return csv.toString();
    }

    String failed() {
        header("sf__Id", "sf__Error");
        for (int i = 0; i < job.results().size(); i++) {
            RowResult result = job.results().get(i);
            if (result.isFailed()) {
                row(i, job.apiVersion() < IDS_OF_FAILED ? "" : result.id(), result.error());
            }
        }
        return csv.toString();
    }

    String unprocessed() {
        header();
        for (int i = job.results().size(); i < job.upload().rows().size(); i++) {
            row(i);
        }
        return csv.toString();
    }

    private void header(String... added) {
        List<String> cells = new ArrayList<>();
        for (String name : added) {
            cells.add(quote(name));
        }
        for (int column : columns) {
            String name = job.upload().header().get(column);
            boolean bare = !name.contains(delimiter) && name.indexOf('"') < 0 && name.indexOf('\n') < 0;
            cells.add(bare ? name : quote(name));
        }
        line(cells);
    }

    private void row(int index, String... added) {
        List<String> cells = new ArrayList<>();
        for (String value : added) {
            cells.add(quote(value));
        }
        List<String> row = job.upload().rows().get(index);
        columns.forEach(column -> cells.add(quote(row.get(column))));
        line(cells);
    }

    private void line(List<String> cells) {
        csv.append(String.join(delimiter, cells)).append(job.form().lineEnding());
    }

    private static String quote(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
