package sluice.flow.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text of a message, or why it has none. Never deserialises the object of an {@link ObjectMessage}. */
sealed interface MessageContent {
    record Text(String id, String text) implements MessageContent {}

    record Unusable(String reason) implements MessageContent {}

    static MessageContent of(Message message, long maxBytes) {
        try {
            String id = Objects.requireNonNullElse(message.getJMSMessageID(), "");
            if (message instanceof TextMessage text) {
                return ofText(id, Objects.requireNonNullElse(text.getText(), ""), maxBytes);
            }
            if (message instanceof BytesMessage bytes) {
                return ofBytes(id, bytes, maxBytes);
            }
            return new Unusable("expected a text or bytes message, was " + kindOf(message));
        } catch (JMSException | RuntimeException e) {
            // Whatever a client library makes of a broken message: it must not come round again and again.
            return new Unusable(
                    "expected a readable message, was " + e.getClass().getSimpleName());
        }
    }

    private static MessageContent ofText(String id, String text, long maxBytes) {
        return text.length() > maxBytes ? tooLong(text.length(), maxBytes) : new Text(id, text);
    }

    private static MessageContent ofBytes(String id, BytesMessage message, long maxBytes) throws JMSException {
        if (message.getBodyLength() > maxBytes) {
            return tooLong(message.getBodyLength(), maxBytes);
        }
        byte[] bytes = new byte[(int) message.getBodyLength()];
        message.readBytes(bytes);
        try {
            return new Text(
                    id,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return new Unusable("expected bytes in UTF-8, was something else");
        }
    }

    private static MessageContent tooLong(long length, long maxBytes) {
        return new Unusable("expected at most %d bytes, was %d".formatted(maxBytes, length));
    }

    private static String kindOf(Message message) {
        if (message instanceof MapMessage) {
            return "a map message";
        }
        if (message instanceof ObjectMessage) {
            return "an object message";
        }
        return message instanceof StreamMessage ? "a stream message" : "a message without a body";
    }
}
