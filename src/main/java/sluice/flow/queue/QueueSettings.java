package sluice.flow.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The settings {@code queue.*}. Their names are a contract. */
@ConfigMapping(prefix = "queue")
public interface QueueSettings {
    /** See {@link QueueAddress}; absent or {@code none}: no queue. */
    Optional<String> url();

    /** The queue that events are taken from. */
    @WithDefault("salesforce.events")
    String events();

    /** Where messages go that are no events. */
    @WithDefault("salesforce.events.dead")
    String dead();

    /** How many take messages at once; more than one give up the order of the queue. */
    @WithDefault("1")
    int consumers();

    /** Where the embedded broker listens, {@code tcp://127.0.0.1:61616} for example; absent or {@code none}: nowhere. */
    Optional<String> listen();

    /** For the broker at {@link #url()}, or demanded by the embedded one of everybody. */
    Optional<String> user();

    Optional<String> password();
}
