package sluice.flow.receive;

import java.util.List;

/**
 * The events of one request, checked.
 *
 * @param source the write key's name, {@code webhook} or {@code queue}
 * @param events those that are taken
 * @param rejected those that are not
 */
public record ReceivedEvents(String source, List<ReceivedEvent> events, List<Rejection> rejected) {
    public ReceivedEvents {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
    }

    /** An event that is not taken: {@code {"index": 1, "reason": "type: expected one of …, found nothing"}}. */
    public record Rejection(int index, String reason) {}
}
