package sluice.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event as UTF-8 JSON. Deliveries of a request that hold the same object (by identity) share one stored copy.
 * Immutable.
 */
public final class EventBody {
    private final byte[] json;

    private EventBody(byte[] json) {
        this.json = json;
    }

    /** Copies {@code json}. */
    public static EventBody of(byte[] json) {
        return new EventBody(json.clone());
    }

    public static EventBody of(String json) {
        return new EventBody(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes {@code json} without a copy: nobody else may hold it. */
    static EventBody owning(byte[] json) {
        return new EventBody(json);
    }

    /** A copy. */
    public byte[] bytes() {
        return json.clone();
    }

    /** The bytes themselves, for the store only. */
    byte[] stored() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventBody body && Arrays.equals(json, body.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    /** Its size only: events hold personal data and do not belong into logs. */
    @Override
    public String toString() {
        return "EventBody[" + json.length + " bytes]";
    }
}
