package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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
    private final HttpClient http = new HttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        http.setConnectTimeout(300);
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
        int port;
        try (ServerSocket free = server(1)) {
            port = free.getLocalPort();
        }

        assertThat(failure("http", port)).matches(FailedConnection::isReasonOf);
    }

    @Test
    void knowsAConnectTimeout() throws IOException {
        ServerSocket full = server(1);
        for (int waiting = 0; waiting < 8; waiting++) {
            SocketChannel channel = SocketChannel.open();
            open.add(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        }

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

        assertThat(failure("http", silent.getLocalPort())).matches(thrown -> !FailedConnection.isReasonOf(thrown));
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
        return catchThrowable(() -> {
            try {
                http.newRequest("%s://localhost:%d/".formatted(scheme, port))
                        .timeout(2, TimeUnit.SECONDS)
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

    /** Reads a little of each request, answers and closes. */
    private static void answering(ServerSocket server, String answer) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    socket.getInputStream().read(new byte[64]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException over) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
