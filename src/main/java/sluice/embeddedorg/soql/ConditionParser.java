package sluice.embeddedorg.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;

/** Reads WHERE. AND and OR side by side need brackets, as in Salesforce. */
final class ConditionParser {
    private static final int MAX_DEPTH = 200;

    private final Source source;
    private final Tokens tokens;
    private final Paths paths;
    private final Literals literals;
    private final ObjectType type;
    private int depth;

    ConditionParser(Source source, Tokens tokens, Paths paths, Literals literals, ObjectType type) {
        this.source = source;
        this.tokens = tokens;
        this.paths = paths;
        this.literals = literals;
        this.type = type;
    }

    Condition condition() {
        Condition first = unit();
        String operator = tokens.peek().isWord("or") ? "or" : "and";
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (tokens.takeWord(operator)) {
            parts.add(unit());
        }
        if (tokens.peek().isWord("and") || tokens.peek().isWord("or")) {
            throw tokens.unexpected(tokens.peek());
        }
        if (parts.size() == 1) {
            return first;
        }
        return operator.equals("or") ? new Condition.Or(parts) : new Condition.And(parts);
    }

    private Condition unit() {
        if (++depth > MAX_DEPTH) {
            throw source.malformed(tokens.peek().position(), "the conditions are nested too deeply");
        }
        Condition unit = nested();
        depth--;
        return unit;
    }

    private Condition nested() {
        if (tokens.takeWord("not")) {
            return new Condition.Not(unit());
        }
        if (tokens.takeSymbol("(")) {
            Condition inner = condition();
            tokens.expectSymbol(")");
            return inner;
        }
        return comparison();
    }

    private Condition comparison() {
        Token name = tokens.expectName();
        FieldPath path = paths.resolve(type, name);
        if (!path.field().filterable()) {
            throw source.at(
                    name.position(),
                    "INVALID_FIELD",
                    "field '%s' can not be filtered in a query call"
                            .formatted(path.field().name()));
        }
        if (tokens.takeWord("not")) {
            tokens.expectWord("in");
            return new Condition.Not(in(path));
        }
        if (tokens.takeWord("in")) {
            return in(path);
        }
        return tokens.takeWord("like") ? like(path) : simple(path, tokens.take());
    }

    private Condition simple(FieldPath path, Token operator) {
        Field field = path.field();
        return switch (operator.kind() == Token.Kind.SYMBOL ? operator.text() : "") {
            case "=" -> new Condition.OneOf(path, Set.of(literal(field)));
            case "!=", "<>" -> new Condition.Not(new Condition.OneOf(path, Set.of(literal(field))));
            case "<", "<=", ">", ">=" -> ordered(path, operator);
            default -> throw tokens.unexpected(operator);
        };
    }

    private Condition ordered(FieldPath path, Token operator) {
        Token token = tokens.peek();
        boolean orders =
                switch (path.field().type()) {
                    case BOOLEAN, ID, REFERENCE -> false;
                    default -> !token.isWord("null");
                };
        if (!orders) {
            throw source.at(
                    operator.position(),
                    "INVALID_QUERY_FILTER_OPERATOR",
                    "invalid operator on %s field".formatted(path.field().type().wireName()));
        }
        @SuppressWarnings("unchecked") // text, double, date and instant: all compare with their own kind
        Comparable<Object> value = (Comparable<Object>) nonNull(literal(path.field()));
        return new Condition.Ordered(
                path, value, operator.text().startsWith("<"), operator.text().endsWith("="));
    }

    /** The empty string is stored as null, but as a bound it stands before every text. */
    private static Object nonNull(Object value) {
        return value == Literals.NULL ? "" : value;
    }

    private Condition in(FieldPath path) {
        tokens.expectSymbol("(");
        List<Object> values = new ArrayList<>();
        do {
            values.add(literal(path.field()));
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol(")");
        return new Condition.OneOf(path, values.stream().collect(Collectors.toUnmodifiableSet()));
    }

    private Condition like(FieldPath path) {
        Token pattern = tokens.take();
        if (!path.field().type().isText()) {
            throw source.at(
                    pattern.position(),
                    "INVALID_QUERY_FILTER_OPERATOR",
                    "invalid operator on %s field".formatted(path.field().type().wireName()));
        }
        if (pattern.kind() != Token.Kind.STRING) {
            throw tokens.unexpected(pattern);
        }
        return new Condition.Matches(path, Like.compile(pattern.text()));
    }

    private Object literal(Field field) {
        Token token = tokens.take();
        if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.SYMBOL) {
            throw tokens.unexpected(token);
        }
        return literals.of(field, token);
    }
}
