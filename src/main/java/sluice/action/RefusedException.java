package sluice.action;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import sluice.event.Fault;

/**
 * A mapping makes no record of one event: the event lacks something, or holds what a field cannot take. Sending it
 * again changes nothing; other events are not affected. Carries no stack: it is the data's fault.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is. */
    public enum Code {
        /** A directive met a value that it cannot use. */
        EVALUATION_FAILED,
        /** A field's value has not the field's type, or is none of its choices. */
        INVALID_VALUE,
        /** A field that the operation needs has no value. */
        REQUIRED_FIELD_MISSING,
        /** Nothing says which record is to be updated, upserted or deleted. */
        RECORD_MATCHERS_MISSING,
        /** A record matcher is null, a list or an object. */
        INVALID_RECORD_MATCHER,
        /** No ingest job takes such a row: a value or all of it is too long, or a name cannot stand in a header. */
        INVALID_ROW
    }

    private final Code code;
    private final transient List<Fault> faults;

    RefusedException(Code code, List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")), null, false, false);
        this.code = Objects.requireNonNull(code);
        this.faults = List.copyOf(faults);
    }

    RefusedException(Code code, Fault fault) {
        this(code, List.of(fault));
    }

    /** The status of an answer that reports this: 400. */
    public int status() {
        return 400;
    }

    public Code code() {
        return code;
    }

    /** At least one; where in the mapping, what was expected, what kind of value was found. Never a value itself. */
    public List<Fault> faults() {
        return faults;
    }

    /** The keys of the fields that are at fault, such as {@code last_name}, each once. */
    public List<String> fields() {
        return faults.stream()
                .map(Fault::at)
                .filter(at -> at.indexOf('/', 1) > 0)
                .map(at -> at.substring(at.lastIndexOf('/') + 1))
                .distinct()
                .toList();
    }
}
