package sluice.flow.write;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;
import sluice.salesforce.ExternalIds;
import sluice.salesforce.FieldNames;
import sluice.salesforce.UpdatableFields;

/**
 * What the org says of its objects, remembered for a while. An org that answers slowly or not at all stops nobody: until
 * its answer is there, nothing is known of the object. Thread-safe.
 */
@Singleton
public final class ObjectDescriptions {
    private static final Logger LOG = Logger.getLogger(ObjectDescriptions.class);
    private static final String ROUTE = "direct:describe-object";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LIFETIME_OF_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ProducerTemplate routes;
    private final Clock clock;
    private final Map<String, Description> descriptions = new ConcurrentHashMap<>();

    ObjectDescriptions(ProducerTemplate routes, Clock clock) {
        this.routes = routes;
        this.clock = clock;
    }

    /** What is remembered of an answer. */
    private record Known(ExternalIds externalIds, UpdatableFields updatableFields, FieldNames names) {
        static Known of(JsonNode description) {
            return new Known(ExternalIds.in(description), UpdatableFields.in(description), FieldNames.in(description));
        }
    }

    /** Whether to ask again, and what to go by until the answer is there. */
    private record Description(CompletableFuture<Optional<Known>> asked, Optional<Known> before, Instant askedAt) {
        boolean isStale(Instant now) {
            boolean failed = asked.isDone() && asked.join().isEmpty();
            return askedAt.plus(failed ? LIFETIME_OF_FAILURE : LIFETIME).isBefore(now);
        }

        Optional<Known> now() {
            return asked.getNow(Optional.empty()).or(() -> before);
        }
    }

    /** The external ids of an object. The first answer is waited for, not long; nobody waits for a newer one. */
    ExternalIds externalIds(String sObject) {
        return known(sObject).map(Known::externalIds).orElse(ExternalIds.NONE);
    }

    /** The same for the fields that an update may write; empty while there was no answer. */
    Optional<UpdatableFields> updatableFields(String sObject) {
        return known(sObject).map(Known::updatableFields);
    }

    /** The same for the names of all fields. */
    public FieldNames names(String sObject) {
        return known(sObject).map(Known::names).orElse(FieldNames.NONE);
    }

    private Optional<Known> known(String sObject) {
        Instant now = clock.instant();
        Description description = descriptions.compute(
                sObject.toLowerCase(Locale.ROOT),
                (name, last) -> last == null || last.isStale(now) ? ask(sObject, Optional.ofNullable(last)) : last);
        boolean first = description.before().isEmpty();
        Duration wait = Duration.between(now, description.askedAt().plus(LONGEST_WAIT));
        return first && !wait.isNegative() ? await(description, wait) : description.now();
    }

    private Description ask(String sObject, Optional<Description> last) {
        CompletableFuture<Optional<Known>> asked = routes.asyncSend(
                        ROUTE, exchange -> exchange.getMessage().setHeader("sObjectName", sObject))
                .thenApply(exchange -> read(sObject, exchange))
                .exceptionally(stopped -> Optional.empty());
        return new Description(asked, last.flatMap(Description::now), clock.instant());
    }

    private static Optional<Known> await(Description description, Duration wait) {
        try {
            return description
                    .asked()
                    .get(wait.toMillis(), TimeUnit.MILLISECONDS)
                    .or(description::before);
        } catch (TimeoutException slow) {
            return description.before();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return description.before();
        }
    }

    private static Optional<Known> read(String sObject, Exchange exchange) {
        try {
            if (exchange.getException() == null) {
                return known(sObject, SalesforceCalls.answer(exchange));
            }
            LOG.warnf(
                    "describe of %s failed (%s); its records are looked up before they are written",
                    sObject, Failures.of(exchange.getException()).errorCode());
        } catch (IOException unreadable) {
            LOG.warnf(unreadable, "describe of %s could not be read", sObject);
        }
        return Optional.empty();
    }

    private static Optional<Known> known(String sObject, JsonNode description) {
        if (description.path("fields").isArray()) {
            return Optional.of(Known.of(description));
        }
        LOG.warnf(
                "describe of %s was answered without fields; its records are looked up before they are written",
                sObject);
        return Optional.empty();
    }
}
