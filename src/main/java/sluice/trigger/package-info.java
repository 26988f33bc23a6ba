/**
 * Trigger expressions: which events a mapping is for, such as {@code type = "track" and event = "Order Completed"}.
 *
 * <p>Entry: {@link sluice.trigger.TriggerParser} makes a {@link sluice.trigger.Trigger} of the text, once; the trigger
 * is then asked for every event. The language is Segment's, see
 * <a href="https://segment.com/docs/api/public-api/fql/">Filter Query Language</a>.
 *
 * <p>Imports {@code event} and no other package of this project; no Camel, no CDI.
 */
package sluice.trigger;
