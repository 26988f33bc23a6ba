package sluice.flow.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event.
 *
 * @param messageId the client's, or one made for it
 * @param json the event with {@code type}, {@code messageId}, {@code receivedAt} and {@code timestamp} filled in where
 *     the client left them out
 */
public record ReceivedEvent(String messageId, ObjectNode json) {}
