package sluice.mapping;

import sluice.event.Fault;

/** Text that grows to ten million characters and no further, since the size of what it is made of is not ours. */
final class BoundedText {
    private static final int MAX_LENGTH = 10_000_000;

    private final StringBuilder text = new StringBuilder();
    private final String at;

    BoundedText(String at) {
        this.at = at;
    }

    BoundedText append(CharSequence more) {
        return append(more, 0, more.length());
    }

    BoundedText append(CharSequence more, int from, int to) {
        check(at, (long) text.length() + to - from);
        text.append(more, from, to);
        return this;
    }

    /** Refuses a result of this many characters when they are too many. */
    static void check(String at, long length) {
        if (length > MAX_LENGTH) {
            throw new EvaluationException(new Fault(at, "at most " + MAX_LENGTH + " characters", "a longer result"));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
