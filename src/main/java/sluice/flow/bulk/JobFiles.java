package sluice.flow.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import sluice.flow.connection.FileTransfer;
import sluice.ledger.JobClaim;

/**
 * The files of jobs under way: what is uploaded, and what comes back. They hold personal data, so they are for their owner
 * alone and are gone when a visit to a job is over; what a crash left goes at the next start. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("jobFiles")
public final class JobFiles {
    private static final Logger LOG = Logger.getLogger(JobFiles.class);

    /** Header: the path of the file at Salesforce. */
    static final String PATH = "rawPath";

    private final FileTransfer transfer;
    private final ProcessFolder folder;

    JobFiles(FileTransfer transfer, @ConfigProperty(name = "data.dir") Path data) {
        this.transfer = transfer;
        try {
            this.folder = ProcessFolder.in(data.resolve("jobs"));
        } catch (IOException e) {
            throw new UncheckedIOException("data.dir: expected a place for the files of jobs, could not use it", e);
        }
    }

    /** Body in: the file; header {@code rawPath}: where it goes. */
    public void upload(Exchange exchange) throws SalesforceException, IOException {
        transfer.upload(
                exchange.getMessage().getHeader(PATH, String.class),
                exchange.getMessage().getBody(Path.class));
    }

    /** Body in: the file that is written; header {@code rawPath}: where it comes from. */
    public void download(Exchange exchange) throws SalesforceException {
        transfer.download(
                exchange.getMessage().getHeader(PATH, String.class),
                exchange.getMessage().getBody(Path.class));
    }

    /** A file of this visit, which is not there yet. */
    Path file(JobClaim claim, String kind) {
        return folder.path().resolve(prefix(claim) + kind);
    }

    /** All files of a visit. */
    void delete(JobClaim claim) {
        try (Stream<Path> files = Files.list(folder.path())) {
            files.filter(file -> file.getFileName().toString().startsWith(prefix(claim)))
                    .forEach(JobFiles::delete);
        } catch (IOException e) {
            LOG.warnf(e, "The files of group %d cannot be deleted", claim.group());
        }
    }

    /** Who has lost a job may be at it still when another has taken it over. */
    private static String prefix(JobClaim claim) {
        return "%d-%d.".formatted(claim.group(), claim.token());
    }

    @PreDestroy
    void close() throws IOException {
        folder.close();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf(e, "The file %s cannot be deleted", file);
        }
    }
}
