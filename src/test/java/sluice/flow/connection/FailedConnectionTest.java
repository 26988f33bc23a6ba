package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jetty's client throws, and whether that says that nothing was sent. */
class FailedConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient http = new HttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        http.setConnectTimeout(LONG.toMillis());
        http.start();
    }

    @AfterEach
    void stop() throws Exception {
        http.stop();
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void knowsARefusedConnection() throws IOException {
        Socket silent = new Socket(); // has the port, so that nobody else can listen there
        open.add(silent);
        silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        assertThat(failure("http", silent.getLocalPort())).matches(FailedConnection::isReasonOf);
    }

    @Test
    void knowsAConnectTimeout() throws IOException {
        ServerSocket full = server(1);
        boolean isFull = false;
        while (!isFull) {
            isFull = !takesOneMore(full);
        }
        http.setConnectTimeout(SHORT.toMillis());

        Throwable failure = failure("http", full.getLocalPort());

        assertThat(failure).isInstanceOf(SocketTimeoutException.class).matches(FailedConnection::isReasonOf);
    }

    @Test
    void knowsAHandshakeThatFailed() throws IOException {
        ServerSocket plain = server(8);
        answering(plain, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

        assertThat(failure("https", plain.getLocalPort())).matches(FailedConnection::isReasonOf);
    }

    @Test
    void doesNotTakeACutCallForOne() throws IOException {
        ServerSocket plain = server(8);
        answering(plain, "");

        assertThat(failure("http", plain.getLocalPort())).matches(thrown -> !FailedConnection.isReasonOf(thrown));
    }

    @Test
    void doesNotTakeALateAnswerForOne() throws IOException {
        ServerSocket silent = server(8);

        assertThat(failure("http", silent.getLocalPort(), Duration.ofSeconds(1)))
                .matches(thrown -> !FailedConnection.isReasonOf(thrown));
    }

    static List<Throwable> withoutConnection() {
        return List.of(
                new UnknownHostException("login.example"),
                new NoRouteToHostException("No route to host"),
                new SocketTimeoutException("connect timed out"),
                new SSLException("Unrecognized SSL message, plaintext connection?"),
                new IllegalStateException(new SocketTimeoutException("Connect Timeout")));
    }

    @ParameterizedTest
    @MethodSource("withoutConnection")
    void knowsWhatOtherClientsAndNetworksSay(Throwable thrown) {
        assertThat(FailedConnection.isReasonOf(thrown)).isTrue();
        assertThat(FailedConnection.isReasonOf(new SocketTimeoutException("Read timed out")))
                .isFalse();
        assertThat(FailedConnection.isReasonOf(new SocketTimeoutException())).isFalse();
        assertThat(FailedConnection.isReasonOf(new SSLException("Tag mismatch!")))
                .isFalse();
    }

    private Throwable failure(String scheme, int port) {
        return failure(scheme, port, LONG);
    }

    private Throwable failure(String scheme, int port, Duration longest) {
        return catchThrowable(() -> {
            try {
                http.newRequest("%s://localhost:%d/".formatted(scheme, port))
                        .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                        .send();
            } catch (ExecutionException failed) {
                throw failed.getCause();
            }
        });
    }

    private ServerSocket server(int backlog) throws IOException {
        ServerSocket server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        open.add(server);
        return server;
    }

    /** Whether it completes a handshake that nobody accepts. */
    private boolean takesOneMore(ServerSocket server) throws IOException {
        Socket waiting = new Socket();
        open.add(waiting);
        try {
            waiting.connect(server.getLocalSocketAddress(), (int) SHORT.toMillis());
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    /** Reads a little of each request and answers; what it would leave unread when it closes were a reset. */
    private static void answering(ServerSocket server, String answer) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    socket.getInputStream().read(new byte[64]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException over) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
