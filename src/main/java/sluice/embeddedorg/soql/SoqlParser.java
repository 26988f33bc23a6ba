package sluice.embeddedorg.soql;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.Schema;
import sluice.embeddedorg.store.OrgException;

/**
 * Text to {@link Query}.
 *
 * <p>Throws {@link OrgException} with Salesforce's codes: {@code MALFORMED_QUERY} for what is no SOQL, {@code
 * INVALID_TYPE} and {@code INVALID_FIELD} for unknown names and wrong literals, {@code INVALID_QUERY_FILTER_OPERATOR}
 * for what does not compare.
 */
public final class SoqlParser {
    /** salesforce_app_limits_platform_soslsoql. */
    private static final int MAX_LENGTH = 100_000;

    private static final int MAX_FIELDS_LIMIT = 200;

    private final Schema schema;
    private final Clock clock;

    public SoqlParser(Schema schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
    }

    /** What stands between SELECT and FROM. */
    private record Selection(boolean count, List<Token> paths, Optional<Token> group) {}

    public Query parse(String soql) {
        if (soql.length() > MAX_LENGTH) {
            throw OrgException.badRequest(
                    "MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.");
        }
        Source source = new Source(soql);
        Tokens tokens = new Tokens(source);
        if (!tokens.peek().isWord("select")) {
            throw OrgException.badRequest(
                    "MALFORMED_QUERY", "unexpected token: " + tokens.peek().shown());
        }
        tokens.take();
        Selection selection = selection(tokens);
        tokens.expectWord("from");
        ObjectType type = object(source, tokens.expectName());
        return rest(source, tokens, type, selection);
    }

    private Query rest(Source source, Tokens tokens, ObjectType type, Selection selection) {
        Paths paths = new Paths(source, schema);
        List<FieldPath> select = new ArrayList<>();
        selection.paths().forEach(path -> select.add(paths.resolve(type, path)));
        Optional<Condition> where = tokens.takeWord("where")
                ? Optional.of(new ConditionParser(source, tokens, paths, new Literals(source, clock), type).condition())
                : Optional.empty();
        List<Query.Order> orderBy = orderBy(tokens, paths, type);
        int limit = tokens.takeWord("limit") ? tokens.expectCount() : Integer.MAX_VALUE;
        int offset = tokens.takeWord("offset") ? tokens.expectCount() : 0;
        if (tokens.takeWord("all")) {
            tokens.expectWord("rows");
        }
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected(tokens.peek());
        }
        selection.group().ifPresent(group -> select.addAll(group(type, group, limit)));
        return new Query(type, selection.count(), select, where, orderBy, limit, offset);
    }

    private static Selection selection(Tokens tokens) {
        List<Token> paths = new ArrayList<>();
        Optional<Token> group = Optional.empty();
        do {
            Token name = tokens.expectName();
            if (tokens.takeSymbol("(")) {
                if (name.isWord("count") && tokens.takeSymbol(")") && paths.isEmpty()) {
                    return new Selection(true, paths, group);
                }
                if (!name.isWord("fields")) {
                    throw tokens.unexpected(tokens.peek());
                }
                group = Optional.of(tokens.expectName());
                tokens.expectSymbol(")");
            } else {
                paths.add(name);
            }
        } while (tokens.takeSymbol(","));
        return new Selection(false, paths, group);
    }

    private ObjectType object(Source source, Token name) {
        return schema.object(name.text())
                .orElseThrow(() -> source.at(
                        name.position(),
                        "INVALID_TYPE",
                        "sObject type '" + name.text() + "' is not supported. If you are attempting to use a custom"
                                + " object, be sure to append the '__c' after the entity name. Please reference your"
                                + " WSDL or the describe call for the appropriate names."));
    }

    private static List<Query.Order> orderBy(Tokens tokens, Paths paths, ObjectType type) {
        List<Query.Order> orders = new ArrayList<>();
        if (!tokens.takeWord("order")) {
            return orders;
        }
        tokens.expectWord("by");
        do {
            FieldPath path = paths.resolve(type, tokens.expectName());
            boolean descending = tokens.takeWord("desc");
            if (!descending) {
                tokens.takeWord("asc");
            }
            boolean nullsLast = false;
            if (tokens.takeWord("nulls")) {
                nullsLast = tokens.takeWord("last");
                if (!nullsLast) {
                    tokens.expectWord("first");
                }
            }
            orders.add(new Query.Order(path, descending, nullsLast));
        } while (tokens.takeSymbol(","));
        return orders;
    }

    private static List<FieldPath> group(ObjectType type, Token group, int limit) {
        String name = group.text().toUpperCase(Locale.ROOT);
        if (!List.of("ALL", "STANDARD", "CUSTOM").contains(name)) {
            throw OrgException.badRequest("MALFORMED_QUERY", "unexpected token: " + group.text());
        }
        if (!name.equals("STANDARD") && limit > MAX_FIELDS_LIMIT) {
            throw OrgException.badRequest(
                    "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
        }
        return type.fields().stream()
                .filter(field -> name.equals("ALL") || field.isCustom() == name.equals("CUSTOM"))
                .map((Field field) -> new FieldPath(List.of(), field))
                .toList();
    }
}
