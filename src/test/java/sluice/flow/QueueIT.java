package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** A plain Jakarta Messaging client puts events on the queue, and records appear in the embedded org. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class QueueIT {
    @Inject
    LocalOrg org;

    @ConfigProperty(name = "queue.listen")
    String broker;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private ActiveMQConnectionFactory factory;
    private Connection connection;
    private Session session;
    private MessageProducer events;

    @BeforeEach
    void connect() throws JMSException {
        factory = new ActiveMQConnectionFactory(broker);
        connection = factory.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        events = session.createProducer(session.createQueue("salesforce.events"));
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
        factory.close();
    }

    @Test
    void makesRecordsOfTextAndBytesOfOneEventAndOfLists() throws JMSException {
        // When
        events.send(session.createTextMessage(identify("text")));
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(identify("bytes").getBytes(StandardCharsets.UTF_8));
        events.send(bytes);
        events.send(session.createTextMessage("[%s,%s]".formatted(identify("one"), identify("two"))));

        // Then
        EmbeddedOrgRecords records = new EmbeddedOrgRecords(org.start());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (String name : new String[] {"text", "bytes", "one", "two"}) {
                assertThat(records.of("Lead", "Email", email(name))).as(name).hasSize(1);
            }
        });
    }

    @Test
    void putsWhatIsNoEventAsideAndTakesTheRest() throws JMSException {
        // When
        events.send(session.createTextMessage("no event " + unique));
        events.send(session.createTextMessage(identify("after")));

        // Then
        Message dead = session.createConsumer(session.createQueue("salesforce.events.dead"))
                .receive(60_000);
        assertThat(dead.getBody(String.class)).isEqualTo("no event " + unique);
        assertThat(dead.getStringProperty("rejectionReason")).contains("body: expected JSON");
        EmbeddedOrgRecords records = new EmbeddedOrgRecords(org.start());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(records.of("Lead", "Email", email("after"))).hasSize(1));
    }

    private String email(String name) {
        return name + "-" + unique + "@example.com";
    }

    private String identify(String name) {
        return "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{\"email\":\"%s\",\"last_name\":\"L\",\"company\":\"C\"}}"
                .formatted(name, email(name));
    }
}
