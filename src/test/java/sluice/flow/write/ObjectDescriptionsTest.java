package sluice.flow.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.salesforce.ExternalIds;

class ObjectDescriptionsTest {
    private static final ExternalIds KEYS = new ExternalIds(Map.of("key__c", 10));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String DESCRIPTION =
            """
            {"fields": [{"name": "Key__c", "type": "string", "length": 10, "externalId": true, "unique": true}]}""";

    private final SetClock clock = new SetClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void asksOnceInALifetime() throws Exception {
        ObjectDescriptions descriptions =
                answeredBy(exchange -> exchange.getMessage().setBody(DESCRIPTION));

        awaitFirstAnswer(descriptions);
        assertThat(descriptions.externalIds("lead")).isEqualTo(KEYS);
        assertThat(asked).hasValue(1);

        clock.advance(Duration.ofMinutes(11));
        assertThat(descriptions.externalIds("Lead")).isEqualTo(KEYS);
        await().atMost(LONG).untilAsserted(() -> assertThat(asked).hasValue(2));
    }

    @Test
    void doesNotWaitForASlowOrgTwice() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        ObjectDescriptions descriptions = answeredBy(exchange -> {
            slow.await();
            exchange.getMessage().setBody(DESCRIPTION);
        });

        assertThat(descriptions.externalIds("Lead")).isEqualTo(ExternalIds.NONE);
        clock.advance(Duration.ofSeconds(3));
        assertThat(quickestOfFive(
                        () -> assertThat(descriptions.externalIds("Lead")).isEqualTo(ExternalIds.NONE)))
                .isLessThan(Duration.ofSeconds(1));

        slow.countDown();
        await().atMost(LONG).untilAsserted(() -> assertThat(descriptions.externalIds("Lead"))
                .isEqualTo(KEYS));
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksSoonerAgainAfterAFailureAndKeepsWhatItKnew() throws Exception {
        ObjectDescriptions descriptions = answeredBy(exchange -> {
            if (asked.get() == 2) {
                throw new SalesforceException("gone", 503);
            }
            exchange.getMessage().setBody(DESCRIPTION);
        });
        awaitFirstAnswer(descriptions);

        clock.advance(Duration.ofMinutes(11));
        assertThat(descriptions.externalIds("Lead")).isEqualTo(KEYS);
        await().atMost(LONG).untilAsserted(() -> assertThat(asked).hasValue(2));
        assertThat(descriptions.externalIds("Lead")).isEqualTo(KEYS);

        clock.advance(Duration.ofMinutes(2));
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(descriptions.externalIds("Lead")).isEqualTo(KEYS);
            assertThat(asked).hasValue(3);
        });
    }

    @Test
    void takesAnotherAnswerForNone() throws Exception {
        ObjectDescriptions descriptions =
                answeredBy(exchange -> exchange.getMessage().setBody("<html>Request rejected</html>"));

        assertThat(descriptions.updatableFields("Contact")).isEmpty();
    }

    /** Which the caller may not have waited for, on a machine that is slower than the longest wait. */
    private static void awaitFirstAnswer(ObjectDescriptions descriptions) {
        await().atMost(LONG).untilAsserted(() -> assertThat(descriptions.externalIds("Lead"))
                .isEqualTo(KEYS));
    }

    /** What takes long takes long each time; anything else may, where the machine is busy. */
    private static Duration quickestOfFive(Runnable call) {
        return Duration.ofNanos(LongStream.range(0, 5)
                .map(time -> {
                    long start = System.nanoTime();
                    call.run();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow());
    }

    private ObjectDescriptions answeredBy(Processor org) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:describe-object")
                        .process(exchange -> asked.incrementAndGet())
                        .process(org);
            }
        });
        context.start();
        return new ObjectDescriptions(context.createProducerTemplate(), clock);
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
