package sluice.ledger;

import java.util.Objects;

/** What is written down of a job, each before or after the call that it is about. */
public sealed interface JobStep {
    GroupState state();

    /** Before it is created. */
    record Intended() implements JobStep {
        @Override
        public GroupState state() {
            return GroupState.INTENDED;
        }
    }

    /** After it was created. */
    record Created(String jobId) implements JobStep {
        public Created {
            Objects.requireNonNull(jobId);
        }

        @Override
        public GroupState state() {
            return GroupState.CREATED;
        }
    }

    /**
     * After the rows were uploaded, before it is closed.
     *
     * @param manifest which delivery is which row; the ledger does not read it
     */
    record Uploaded(byte[] manifest) implements JobStep {
        public Uploaded {
            manifest = manifest.clone();
        }

        @Override
        public GroupState state() {
            return GroupState.UPLOADED;
        }
    }

    /** Before it is closed: Salesforce may begin from now on. */
    record Closed() implements JobStep {
        @Override
        public GroupState state() {
            return GroupState.CLOSED;
        }
    }

    /** Salesforce is through with it, one way or another. */
    record Ended() implements JobStep {
        @Override
        public GroupState state() {
            return GroupState.ENDED;
        }
    }

    /** Salesforce certainly did nothing of it: from the beginning, with another job. */
    record Again() implements JobStep {
        @Override
        public GroupState state() {
            return GroupState.READY;
        }
    }
}
