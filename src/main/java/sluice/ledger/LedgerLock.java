package sluice.ledger;

/** That nobody else on the same ledger has the lock of this name; to be closed, by whatever thread. */
public interface LedgerLock extends AutoCloseable {
    @Override
    void close();
}
