package sluice.flow.ledger;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.flow.connection.JobAllowance;
import sluice.flow.connection.OrgGate;
import sluice.ledger.BulkGroups;
import sluice.ledger.Claim;
import sluice.ledger.GroupClaim;
import sluice.ledger.LaneWork;
import sluice.ledger.Ledger;
import sluice.ledger.OpenGroup;
import sluice.ledger.Placing;

/** Decides which waiting deliveries of batching mappings enter a group now, and which groups are complete. Thread-safe. */
@Singleton
final class BulkClaims {
    /** Deliveries of one claim, so that no lane keeps the others waiting long. */
    private static final int MAX_ROWS = 1_000;

    private final Ledger ledger;
    private final BulkGroups groups;
    private final MappingDirectory mappings;
    private final Placing placing;
    private final OrgGate gate;
    private final JobAllowance allowance;
    private final BulkTerms terms;
    private final BulkSettings settings;
    private final Clock clock;
    private Instant lookAt = Instant.MIN;

    BulkClaims(
            Ledger ledger,
            BulkGroups groups,
            MappingDirectory mappings,
            Placing placing,
            OrgGate gate,
            JobAllowance allowance,
            BulkTerms terms,
            BulkSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.groups = groups;
        this.mappings = mappings;
        this.placing = placing;
        this.gate = gate;
        this.allowance = allowance;
        this.terms = terms;
        this.settings = settings;
        this.clock = clock;
    }

    void await(Duration longest) throws InterruptedException {
        groups.awaitLanes(longest);
    }

    /** Claims once for each lane; the groups that have grown, or have no room. */
    List<OpenGroup> next() throws InterruptedException {
        if (gate.pause().isPresent() || allowance.isSpent()) {
            return List.of(); // what waits longer makes fewer jobs
        }
        List<OpenGroup> grown = new ArrayList<>();
        for (LaneWork lane : groups.lanes(settings.autoThreshold() + 1)) {
            Optional<Mapping> mapping = mapping(lane.mapping());
            if (mapping.isEmpty()) {
                ledger.rekey(lane.mapping(), placing);
            } else if (!goesSingly(lane, mapping.get())) {
                groups.claim(lane.lane(), terms.of(mapping.get()), max(mapping.get()))
                        .map(GroupClaim::group)
                        .ifPresent(grown::add);
            }
        }
        return grown;
    }

    /** What waits of mappings with {@code bulk: auto}, for record calls, as long as it is little. */
    Optional<Claim> single(int max) {
        if (mappings.mappings().all().stream().noneMatch(Mapping::switchesOver)) {
            return Optional.empty();
        }
        return groups.lanes(settings.autoThreshold() + 1).stream()
                .filter(lane -> mapping(lane.mapping())
                        .filter(mapping -> goesSingly(lane, mapping))
                        .isPresent())
                .findFirst()
                .flatMap(lane -> groups.claimSingly(lane.lane(), max));
    }

    /**
     * The groups to be completed though nothing more comes in; looked for once a second. The route's own timer is for those
     * that grow in this process.
     */
    List<OpenGroup> toComplete() {
        Instant now = clock.instant();
        if (now.isBefore(lookAt)) {
            return List.of();
        }
        lookAt = now.plusSeconds(1);
        groups.adopt();
        return groups.open().stream().filter(this::isFull).toList();
    }

    void describe(OpenGroup group, Message message) {
        message.setHeader("lane", group.lane());
        message.setHeader("mapping", group.mapping());
        message.setHeader("group", group.id());
        message.setHeader("rows", group.rows());
        message.setHeader("bytes", group.bytes());
        message.setHeader("isFull", isFull(group));
        message.setHeader("millisLeft", Math.max(1, left(group).toMillis()));
    }

    private boolean isFull(OpenGroup group) {
        Optional<Mapping> mapping = mapping(group.mapping());
        return group.flushAsked()
                || mapping.isEmpty()
                || mapping.get().switchesOver()
                || group.rows() >= mapping.get().batchSize()
                || group.bytes() >= settings.maxBytes()
                || left(group).isZero();
    }

    private Duration left(OpenGroup group) {
        Duration left = Duration.between(clock.instant(), group.openedAt().plus(settings.maxAge()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Optional<Mapping> mapping(String name) {
        return mappings.mappings().named(name).filter(Mapping::enabled).filter(Mapping::isBatching);
    }

    private boolean goesSingly(LaneWork lane, Mapping mapping) {
        return mapping.switchesOver() && lane.waiting() <= settings.autoThreshold();
    }

    private static int max(Mapping mapping) {
        return mapping.switchesOver() ? mapping.batchSize() : Math.min(mapping.batchSize(), MAX_ROWS);
    }
}
