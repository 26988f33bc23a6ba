package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import sluice.event.Fault;

/**
 * A piece of a mapping while it is compiled: its JSON, its place, and the list that takes the faults of the whole.
 *
 * @param at JSON pointer of the place; what it names decides how an operator finds the fault
 * @param depth how many pieces stand around this one
 */
record Definition(JsonNode json, String at, int depth, List<Fault> faults) {
    private static final int MAX_DEPTH = 100;
    private static final String METADATA = "_metadata";

    Definition(JsonNode json, List<Fault> faults) {
        this(json, "", 0, faults);
    }

    /** A member of this object; missing when there is none. */
    Definition member(String name) {
        String step = name.replace("~", "~0").replace("/", "~1");
        return new Definition(json.path(name), at + "/" + step, depth + 1, faults);
    }

    Definition item(int index) {
        return new Definition(json.path(index), at + "/" + index, depth + 1, faults);
    }

    /** Other JSON at the same place. */
    Definition with(JsonNode other) {
        return new Definition(other, at, depth + 1, faults);
    }

    /** Notes a fault here. The expression given back is never evaluated: a mapping with faults is refused. */
    Expression refuse(String expected) {
        return refuse(expected, kind());
    }

    Expression refuse(String expected, String found) {
        faults.add(new Fault(at, expected, found));
        return Expression.NOTHING;
    }

    /** Compiles whatever stands here: a directive, a raw value, or objects and lists of these. */
    Expression compile() {
        if (depth > MAX_DEPTH) {
            return refuse("nesting of at most " + MAX_DEPTH + " levels", "a deeper one");
        }
        if (isDirective()) {
            return compileDirective();
        }
        return switch (json.getNodeType()) {
            case OBJECT -> new ObjectExpression(compileMembers(name -> true));
            case ARRAY -> new ListExpression(compileItems());
            default -> new Constant(json);
        };
    }

    /** Compiles a text or a directive, and refuses all else. */
    Expression compileTextOrDirective() {
        return json.isTextual() || isDirective() ? compile() : refuse("text or directive");
    }

    /** The members of these names, in order. */
    Map<String, Expression> compileMembers(Predicate<String> names) {
        Map<String, Expression> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (names.test(member.getKey())) {
                members.put(member.getKey(), member(member.getKey()).compile());
            }
        }
        return members;
    }

    List<Expression> compileItems() {
        List<Expression> items = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            items.add(item(i).compile());
        }
        return items;
    }

    /** An object of which a member begins with {@code @}. */
    boolean isDirective() {
        return json.isObject() && directiveName() != null;
    }

    String kind() {
        return isDirective() ? "directive" : kindOf(json);
    }

    static String kindOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case ARRAY -> "list";
            case MISSING -> "nothing";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private Expression compileDirective() {
        long others = json.properties().stream()
                .filter(member -> !member.getKey().equals(METADATA))
                .count();
        if (others > 1) {
            return refuse("one @-member and nothing else", others + " members");
        }
        String name = directiveName();
        Directive directive = Directives.BY_NAME.get(name);
        return directive == null ? refuse(Directives.names(), name) : directive.compile(member(name));
    }

    private String directiveName() {
        return json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("@"))
                .findFirst()
                .orElse(null);
    }
}
