package sluice.flow.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.RefusedException;
import sluice.flow.ledger.RetryPolicy;
import sluice.ledger.Delivery;
import sluice.salesforce.ExternalIds;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.UncertainCreate;
import sluice.salesforce.UpdatableFields;

/** Evaluates the mapping of a delivery as it is now, and plans the write. Thread-safe. */
@Singleton
final class WritePlanner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTACT = "Contact";

    private final MappingDirectory mappings;
    private final ObjectDescriptions descriptions;
    private final RetryPolicy retries;

    WritePlanner(MappingDirectory mappings, ObjectDescriptions descriptions, RetryPolicy retries) {
        this.mappings = mappings;
        this.descriptions = descriptions;
        this.retries = retries;
    }

    /** @throws UnwritableException when there is no such mapping, or it is switched off */
    Mapping mapping(Delivery delivery) {
        return mappings.mappings()
                .named(delivery.mapping())
                .filter(Mapping::enabled)
                .orElseThrow(() -> UnwritableException.mappingGone(delivery.mapping()));
    }

    /** Whether deliveries of this mapping that wait for one record are written as one. */
    boolean merges(String mapping) {
        return mappings.mappings()
                .named(mapping)
                .filter(Mapping::mergesSameRecord)
                .isPresent();
    }

    /** @throws RefusedException when the mapping refuses the event */
    Plan plan(Delivery delivery, Mapping mapping) throws RefusedException {
        return plan(mapping.write(event(delivery), delivery.messageId()));
    }

    /** With what is known of the org's objects. */
    Plan plan(RecordWrite write) {
        ExternalIds known = ExternalIds.matterTo(write) ? descriptions.externalIds(write.sObject()) : ExternalIds.NONE;
        Optional<UpdatableFields> ofContacts =
                write.options().followConvertedLead() ? descriptions.updatableFields(CONTACT) : Optional.empty();
        return Plan.of(write, known, ofContacts);
    }

    /**
     * Whether it has to be found out first if an earlier attempt created the record.
     *
     * @throws UnwritableException when it may have, and the mapping wants no more done then; or when the last of all
     *     attempts got no answer
     */
    boolean isToBeVerified(Delivery delivery, Plan plan, Mapping mapping) {
        boolean isDoubtful = !Repetition.isSafe(delivery, plan);
        if (isDoubtful && mapping.uncertainCreate() == UncertainCreate.DEAD_LETTER) {
            throw UnwritableException.perhapsWritten();
        }
        if (retries.isSpent(delivery)) {
            throw UnwritableException.unanswered(delivery.attempts() - 1);
        }
        return isDoubtful && mapping.uncertainCreate() == UncertainCreate.VERIFY;
    }

    private static JsonNode event(Delivery delivery) {
        try {
            return JSON.readTree(delivery.event().bytes());
        } catch (IOException broken) {
            throw UnwritableException.unreadable(broken);
        }
    }
}
