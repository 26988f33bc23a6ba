package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import sluice.salesforce.Failure;

/**
 * A part of a job's life, in one visit to it. Asks for one call after the other, and hears of each how it ended; then says
 * which phase comes next. Not thread-safe.
 */
interface JobPhase extends Closeable {
    /** What it needs now; empty when the phase is over. */
    Optional<JobCall> next() throws IOException;

    /** @param reply missing where there is none */
    void answered(JsonNode reply) throws IOException;

    void failed(Failure failure);

    /** The phase is over, or is left for now. */
    @Override
    default void close() throws IOException {}

    /** What follows when {@link #next} had nothing more; empty when the visit is over. */
    Optional<JobPhase> then() throws IOException;
}
