package sluice.flow.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import sluice.action.Mapping;
import sluice.ledger.Placement;

/** An event and a mapping that takes it. */
record Pair(JsonNode event, String messageId, Mapping mapping, Placement placement) {}
