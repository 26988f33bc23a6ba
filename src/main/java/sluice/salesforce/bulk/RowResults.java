package sluice.salesforce.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a result file says, row by row and only as far as it is asked. Not thread-safe. */
public final class RowResults implements Closeable {
    private final ResultFile file;
    private final Function<ResultFile.Row, Optional<RowResult>> joined;

    RowResults(ResultFile file, Function<ResultFile.Row, Optional<RowResult>> joined) {
        this.file = file;
        this.joined = joined;
    }

    /**
     * The next ones, in the order of the file; none at its end.
     *
     * @throws IOException if the stream cannot be read, or is no such file
     */
    public List<RowResult> next(int max) throws IOException {
        List<RowResult> results = new ArrayList<>();
        Optional<ResultFile.Row> row = Optional.empty();
        while (results.size() < max && (row = file.next()).isPresent()) {
            joined.apply(row.get()).ifPresent(results::add);
        }
        return results;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
