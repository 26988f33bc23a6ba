package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** A compiled mapping. Immutable and thread-safe; nothing of the mapping is parsed again for an event. */
public interface Evaluator {
    /**
     * What the mapping makes of one event. Members that resolve to nothing are gone; items of a list that do are left
     * as {@link com.fasterxml.jackson.databind.node.MissingNode}, since their neighbours keep their places. Numbers are
     * IEEE doubles, number-like member names stand first and ascending.
     *
     * <pre>{@code {"Email": {"@path": "$.traits.email"}}  with  {"traits": {"email": "a@b.c"}}
     * gives {"Email": "a@b.c"}}</pre>
     *
     * @param event an object; missing counts as an empty one. Not changed, but parts of it may be part of the result
     * @return a {@link com.fasterxml.jackson.databind.node.MissingNode} when the whole mapping resolves to nothing
     * @throws EvaluationException when the event is no object, when a directive meets a value that it cannot use, or
     *     when a result would become too large or take too long
     */
    JsonNode evaluate(JsonNode event);

    /**
     * As {@link #evaluate}, but of any value: Segment does not look at the events of a list, so that paths into what is no
     * object lead where they can.
     */
    JsonNode evaluateAny(JsonNode event);
}
