package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.mapping.Evaluator;
import sluice.mapping.MappingCompiler;
import sluice.salesforce.Operation;
import sluice.trigger.Trigger;
import sluice.trigger.TriggerParser;

/**
 * Makes mappings of mapping files. Immutable and thread-safe.
 *
 * <pre>
 * name: leads-from-identify            # default: the file's name
 * action: lead
 * trigger: type = "identify"           # default: the action's own, if it has one
 * syncMode: upsert
 * useDefaults: true                    # fields not given take the action's default mapping
 * mapping:
 *   traits: { Email: { "@path": $.traits.email } }
 * </pre>
 *
 * <p>The JSON of a destination subscription, as Segment's Public API gives it, is taken as it stands.
 */
public final class MappingFileParser {
    private final ActionCatalog catalog;

    public MappingFileParser(ActionCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The mapping of a file's text: JSON where the name ends with {@code .json}, else YAML. A mapping that says no name
     * is called as the file without its ending.
     *
     * @throws BrokenMappingsException with every fault of the file, each with its line
     */
    public Mapping parse(String text, String file) {
        LocatedJson json = file.toLowerCase(Locale.ROOT).endsWith(".json")
                ? LocatedJson.readJson(text)
                : LocatedJson.readYaml(text);
        List<Fault> faults = new ArrayList<>(json.faults());
        if (!json.isBroken()) {
            try {
                Mapping mapping = parse(json.root(), file.replaceFirst("\\.[^.]*$", ""));
                if (faults.isEmpty()) {
                    return mapping;
                }
            } catch (DefinitionException e) {
                faults.addAll(e.faults());
            }
        }
        throw new BrokenMappingsException(faults.stream()
                .map(fault -> new MappingProblem(file, json.line(fault.at()), fault))
                .sorted(Comparator.comparingInt(MappingProblem::line))
                .toList());
    }

    /**
     * The mapping that a file with this JSON would give.
     *
     * @param name its name if it says none itself
     * @throws DefinitionException with every fault, each at the JSON pointer of its place
     */
    public Mapping parse(JsonNode definition, String name) {
        List<Fault> faults = new ArrayList<>();
        Optional<Mapping> mapping =
                new DefinitionReader(catalog, definition, faults).read(name).flatMap(known -> compile(known, faults));
        if (mapping.isEmpty() || !faults.isEmpty()) {
            throw new DefinitionException(faults);
        }
        return mapping.get();
    }

    /** Empty, and a fault more at least, where the trigger or the mapping does not compile. */
    private static Optional<Mapping> compile(MappingDefinition definition, List<Fault> faults) {
        Optional<Operation> operation = operation(definition);
        DefinitionCheck check = new DefinitionCheck(definition, faults);
        check.check(operation);
        Batching batching = check.batching();
        Optional<Trigger> trigger = definition.trigger().isEmpty()
                ? Optional.empty()
                : noting(definition.triggerAt(), faults, () -> TriggerParser.parse(definition.trigger()));
        Optional<Evaluator> evaluator =
                noting(definition.mappingAt(), faults, () -> MappingCompiler.compile(evaluated(definition)));
        if (trigger.isEmpty() || evaluator.isEmpty()) {
            return Optional.empty();
        }
        PayloadRules rules = new PayloadRules(definition.action(), operation, definition.mappingAt());
        return Optional.of(new Mapping(definition, trigger.get(), evaluator.get(), rules, batching));
    }

    private static <T> Optional<T> noting(String at, List<Fault> faults, Supplier<T> compiled) {
        try {
            return Optional.of(compiled.get());
        } catch (DefinitionException e) {
            e.faults().forEach(fault -> faults.add(fault.under(at)));
            return Optional.empty();
        }
    }

    /** Empty where each event says which, and where it is a fault anyway. */
    private static Optional<Operation> operation(MappingDefinition definition) {
        if (!definition.syncMode().isEmpty()) {
            return Optional.ofNullable(SyncMode.operation(definition.syncMode()));
        }
        String constant = definition.mapping().path(PayloadRules.OPERATION).asText();
        return Stream.of(Operation.CREATE, Operation.UPDATE, Operation.UPSERT, Operation.DELETE)
                .filter(operation -> operation.name().toLowerCase(Locale.ROOT).equals(constant))
                .findFirst();
    }

    /** What is decided once need not be evaluated for every event. */
    private static ObjectNode evaluated(MappingDefinition definition) {
        return definition.mapping().deepCopy().without(List.of(Batching.ENABLED, Batching.SIZE));
    }
}
