package sluice.ledger;

import java.nio.file.Path;

/** Another process, or another ledger in this one, holds the directory. */
public final class LedgerInUseException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerInUseException(Path directory, String holder) {
        super(
                "data.dir %s: expected a directory of our own, was in use by %s; stop it or set another data.dir"
                        .formatted(directory, holder),
                null);
    }
}
