package sluice.flow.queue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;

/** Stands where a connection factory must, and refuses each connection: no queue is configured. */
final class NoQueue implements ConnectionFactory {
    private static final String REASON = "No queue is configured: set queue.url (embedded, tcp://… or amqp://…)";

    @Override
    public Connection createConnection() throws JMSException {
        throw new IllegalStateException(REASON);
    }

    @Override
    public Connection createConnection(String userName, String password) throws JMSException {
        return createConnection();
    }

    @Override
    public JMSContext createContext() {
        throw new IllegalStateRuntimeException(REASON);
    }

    @Override
    public JMSContext createContext(String userName, String password) {
        return createContext();
    }

    @Override
    public JMSContext createContext(String userName, String password, int sessionMode) {
        return createContext();
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext();
    }
}
