package sluice.flow.queue;

import java.util.Optional;

/** The settings of a test. */
record TestSettings(Optional<String> url, Optional<String> listen, Optional<String> user, Optional<String> password)
        implements QueueSettings {

    static TestSettings of(String url) {
        return new TestSettings(Optional.of(url), Optional.empty(), Optional.empty(), Optional.empty());
    }

    TestSettings listeningOn(String address) {
        return new TestSettings(url, Optional.of(address), user, password);
    }

    TestSettings as(String newUser, String newPassword) {
        return new TestSettings(url, listen, Optional.of(newUser), Optional.of(newPassword));
    }

    @Override
    public String events() {
        return "events";
    }

    @Override
    public String dead() {
        return "events.dead";
    }

    @Override
    public int consumers() {
        return 1;
    }
}
