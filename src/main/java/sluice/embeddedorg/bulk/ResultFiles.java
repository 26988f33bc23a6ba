package sluice.embeddedorg.bulk;

import java.util.ArrayList;
import java.util.List;
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
    private final StringBuilder csv = new StringBuilder();

    ResultFiles(IngestJob job) {
        this.job = job;
        this.delimiter = String.valueOf(job.form().delimiter());
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
        for (String name : job.upload().header()) {
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
        job.upload().rows().get(index).forEach(cell -> cells.add(quote(cell)));
        line(cells);
    }

    private void line(List<String> cells) {
        csv.append(String.join(delimiter, cells)).append(job.form().lineEnding());
    }

    private static String quote(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
