package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * Compiles a mapping, {@code {"Email": {"@path": "$.traits.email"}, "Company": "ACME"}}, into an {@link Evaluator}.
 * Understands Segment's directives and its root directive {@code __segment_internal_directive}. Stateless.
 */
public final class MappingCompiler {
    private static final String ROOT_DIRECTIVE = "__segment_internal_directive";

    private MappingCompiler() {}

    /**
     * Compiles a mapping or refuses it.
     *
     * @throws DefinitionException with every fault at once, each at the JSON pointer of its place, such as
     *     {@code /Email/@path}
     */
    public static Evaluator compile(JsonNode mapping) {
        List<Fault> faults = new ArrayList<>();
        Expression expression = compileRoot(new Definition(mapping, faults));
        if (!faults.isEmpty()) {
            throw new DefinitionException(faults);
        }
        return new CompiledMapping(expression);
    }

    private static Expression compileRoot(Definition mapping) {
        if (!mapping.json().isObject()) {
            return mapping.refuse("object");
        }
        return mapping.json().has(ROOT_DIRECTIVE) ? compileRootDirective(mapping) : mapping.compile();
    }

    /** The root directive takes all other members as its member {@code mapping}. */
    private static Expression compileRootDirective(Definition mapping) {
        Definition root = mapping.member(ROOT_DIRECTIVE);
        boolean single = root.json().isObject() && root.json().size() == 1;
        if (!single || !root.json().elements().next().isObject()) {
            return root.refuse("one directive with an object as operand");
        }
        ObjectNode directive = root.json().deepCopy();
        ObjectNode others = mapping.json().deepCopy();
        others.remove(ROOT_DIRECTIVE);
        ((ObjectNode) directive.elements().next()).set("mapping", others);
        return mapping.with(directive).compile();
    }
}
