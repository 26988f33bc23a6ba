package sluice.ledger;

import java.time.Instant;

/** What an attempt came to. Each kind says which state the delivery goes to. */
public sealed interface Outcome {
    Answer answer();

    State state();

    /** Written. */
    record Delivered(Answer answer) implements Outcome {
        @Override
        public State state() {
            return State.DELIVERED;
        }
    }

    /** Nothing was to be written. */
    record Skipped(Answer answer) implements Outcome {
        @Override
        public State state() {
            return State.SKIPPED;
        }
    }

    /**
     * Never to be tried again by itself: a dead letter, which keeps its event.
     *
     * @param doubt whether Salesforce may have done it all the same, since the answer never came. A delivery that was
     *     uncertain before stays so whatever this says
     */
    record Dead(Answer answer, Doubt doubt) implements Outcome {
        public Dead(Answer answer) {
            this(answer, Doubt.NONE);
        }

        @Override
        public State state() {
            return State.DEAD;
        }
    }

    /** A direct delivery that did not succeed and whose caller is told. */
    record Failed(Answer answer) implements Outcome {
        @Override
        public State state() {
            return State.FAILED;
        }
    }

    /**
     * To be tried again; it keeps its place before later deliveries of its record. A direct delivery is never tried
     * again: for it this is {@link Failed}, at once or, where Salesforce may still be at it, when it would be due.
     *
     * @param dueAt not before this
     * @param counted whether the attempt counts; one that failed because the whole org is in trouble does not
     * @param doubt whether Salesforce may have done it all the same. An attempt on an uncertain delivery that proved
     *     nothing is uncertain again
     * @param underWay whether Salesforce may still be at it, so that nothing else may write its record until it is due
     */
    record Retry(Answer answer, Instant dueAt, boolean counted, Doubt doubt, boolean underWay) implements Outcome {
        /** Whether Salesforce may have done it all the same. */
        public boolean uncertain() {
            return doubt != Doubt.NONE;
        }

        @Override
        public State state() {
            return State.WAITING;
        }
    }

    /** Certainly not done, and to be tried again. */
    static Outcome retry(Answer answer, Instant dueAt, boolean counted) {
        return new Retry(answer, dueAt, counted, Doubt.NONE, false);
    }

    /** Perhaps done, but Salesforce is not at it any more. */
    static Outcome uncertain(Answer answer, Instant dueAt) {
        return new Retry(answer, dueAt, true, Doubt.WRITTEN, false);
    }
}
