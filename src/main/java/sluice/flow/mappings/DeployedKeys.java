package sluice.flow.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import sluice.action.MappingDirectory;
import sluice.flow.select.SelectActions;
import sluice.ledger.Delivery;
import sluice.ledger.Placement;
import sluice.ledger.Placing;

/** The record keys of a delivery by its mapping as it is deployed now. */
@Singleton
final class DeployedKeys implements Placing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappingDirectory directory;

    DeployedKeys(MappingDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Placement of(Delivery delivery) {
        return directory
                .mappings()
                .named(delivery.mapping())
                .map(mapping -> Placement.singly(SelectActions.keys(mapping, event(delivery))))
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
