package sluice.flow.bulk;

import jakarta.inject.Singleton;
import sluice.action.BrokenMappingsException;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.MappingFileParser;
import sluice.ledger.JobClaim;

/** The mappings as they were when groups opened. Thread-safe. */
@Singleton
final class PinnedMappings {
    private final MappingFileParser parser;
    private final MappingDirectory deployed;

    PinnedMappings(MappingFileParser parser, MappingDirectory deployed) {
        this.parser = parser;
        this.deployed = deployed;
    }

    /**
     * The mapping of a group. What an earlier version of the service took may be no definition to this one: then it is the
     * mapping as it is deployed, so that the group comes to its end.
     *
     * @throws BrokenMappingsException when there is none such either
     */
    Mapping of(JobClaim claim) {
        try {
            return parser.parse(claim.definition(), claim.mapping() + ".json");
        } catch (BrokenMappingsException outdated) {
            return deployed.mappings().named(claim.mapping()).orElseThrow(() -> outdated);
        }
    }
}
