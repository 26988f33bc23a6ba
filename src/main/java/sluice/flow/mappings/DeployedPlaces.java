package sluice.flow.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.flow.select.Placements;
import sluice.ledger.Delivery;
import sluice.ledger.Placement;
import sluice.ledger.Placing;

/** Where a delivery belongs by its mapping as it is deployed now. */
@Singleton
final class DeployedPlaces implements Placing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappingDirectory directory;

    DeployedPlaces(MappingDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Placement of(Delivery delivery) {
        return directory
                .mappings()
                .named(delivery.mapping())
                .filter(Mapping::enabled)
                .map(mapping -> Placements.of(mapping, event(delivery), delivery.messageId()))
                .orElse(Placement.singly(List.of()));
    }

    /** What was taken was JSON; if it is none any more, its write will say so. */
    private static JsonNode event(Delivery delivery) {
        try {
            return JSON.readTree(delivery.event().bytes());
        } catch (IOException unreadable) {
            return JSON.missingNode();
        }
    }
}
