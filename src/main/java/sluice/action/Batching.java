package sluice.action;

/** Whether and how records go in ingest jobs: a mapping's {@code enable_batching} and {@code batch_size}. */
record Batching(boolean enabled, int size) {
    static final String ENABLED = "enable_batching";
    static final String SIZE = "batch_size";
    static final int DEFAULT_SIZE = 5_000;
    /** Ten of Salesforce's chunks: more rows in a job gain nothing, and all of them wait for its end. */
    static final int MAX_SIZE = 100_000;
}
