package sluice.flow.queue;

/**
 * What a text or bytes message brought.
 *
 * @param id the JMSMessageID, the same when the message is delivered again; empty when its sender gave none
 * @param text the text, or the bytes read as UTF-8
 */
public record QueueMessage(String id, String text) {}
