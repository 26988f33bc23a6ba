package sluice.flow.connection;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Tells calls for which no connection came up, so that they certainly did not arrive, from those without an answer. */
public final class FailedConnection {
    /** How Jetty's client begins the only text by which a connect timeout differs from another one. */
    private static final String CONNECT_TIMEOUT = "Connect ";

    /** How the JDK tells that the first bytes of the other side are no TLS; not always as a failed handshake. */
    private static final String NO_TLS = "plaintext connection?";

    private FailedConnection() {}

    /** Whether it, or a cause of it, says that there was no connection. */
    public static boolean isReasonOf(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(FailedConnection::isOne);
    }

    /** Nothing is sent before the end of a handshake. One that is cut off without a word may look like a cut call. */
    private static boolean isOne(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof BindException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLException && isOfNoTls(cause.getMessage())
                || cause instanceof SocketTimeoutException && isOfConnecting(cause.getMessage());
    }

    private static boolean isOfNoTls(String message) {
        return message != null && message.endsWith(NO_TLS);
    }

    private static boolean isOfConnecting(String message) {
        return message != null && message.regionMatches(true, 0, CONNECT_TIMEOUT, 0, CONNECT_TIMEOUT.length());
    }
}
