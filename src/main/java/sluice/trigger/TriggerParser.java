package sluice.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.trigger.Condition.AllOf;
import sluice.trigger.Condition.AnyOf;
import sluice.trigger.Condition.FieldTest;
import sluice.trigger.TriggerScanner.Kind;

/**
 * Parses trigger expressions.
 *
 * <pre>
 * any        = all { "or" all }
 * all        = one { "and" one }
 * one        = "(" any ")" | ["!"] function | comparison
 * function   = ("contains" | "match") "(" field "," value ")"
 * comparison = field ("=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
 * field      = "type" | "event" | "name" | "userId" | ("properties" | "traits" | "context") "." word { "." word }
 * value      = "text" | number | "true" | "false" | "null" | word
 * </pre>
 *
 * <p>In a field a backslash makes the next character part of the name: {@code properties.items\[0\].sku}. A pattern
 * of {@code match} that ends with a star asks how the value starts; any other asks how it ends, its first character
 * being the star.
 *
 * <p>Differs from Segment's parser where that one drops parts of the expression: {@code and} binds before {@code or},
 * brackets nest, functions may stand in brackets, and whatever it would skip is refused here.
 */
public final class TriggerParser {
    private static final int MAX_DEPTH = 100;

    private final String source;
    private final TriggerScanner scanner;
    private final List<Fault> faults = new ArrayList<>();
    private int depth;

    private TriggerParser(String source) {
        this.source = source;
        this.scanner = new TriggerScanner(source);
    }

    /**
     * The trigger of that text.
     *
     * @throws DefinitionException if the text is no trigger expression: with every unknown field up to the first fault
     *     of syntax, each at its {@code line:column}
     */
    public static Trigger parse(String text) {
        return new TriggerParser(text).parse();
    }

    private Trigger parse() {
        try {
            scanner.advance();
            Condition condition = any();
            if (scanner.kind() != Kind.END) {
                throw syntax("and, or, or the end");
            }
            if (faults.isEmpty()) {
                return new Trigger(source, condition);
            }
        } catch (DefinitionException e) {
            faults.addAll(e.faults());
        }
        throw new DefinitionException(faults);
    }

    private Condition any() {
        Condition first = all();
        return scanner.isWord("or") ? new AnyOf(joined("or", first, this::all)) : first;
    }

    private Condition all() {
        Condition first = one();
        return scanner.isWord("and") ? new AllOf(joined("and", first, this::one)) : first;
    }

    private List<Condition> joined(String word, Condition first, Supplier<Condition> next) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(first);
        while (scanner.isWord(word)) {
            scanner.advance();
            conditions.add(next.get());
        }
        return conditions;
    }

    private Condition one() {
        return switch (scanner.kind()) {
            case OPEN -> bracketed();
            case BANG -> negated();
            case WORD -> fieldOrFunction();
            default -> throw syntax("a condition such as type = \"track\"");
        };
    }

    private Condition bracketed() {
        if (++depth > MAX_DEPTH) {
            throw syntax("at most " + MAX_DEPTH + " open brackets");
        }
        scanner.advance();
        Condition condition = any();
        expect(Kind.CLOSE, ")");
        depth--;
        return condition;
    }

    private Condition negated() {
        scanner.advance();
        if (!isFunction(scanner.text())) {
            throw syntax("contains( or match( after !");
        }
        String name = word();
        return function(name, true);
    }

    private Condition fieldOrFunction() {
        int start = scanner.start();
        String name = word();
        return scanner.kind() == Kind.OPEN && isFunction(name) ? function(name, false) : comparison(start, name);
    }

    private Condition function(String name, boolean isNegated) {
        expect(Kind.OPEN, "(");
        int start = scanner.start();
        Field field = field(start, word(), Field.FUNCTION_NAMES);
        if (field.kind() == Field.Kind.TYPE) {
            faults.add(scanner.faultAt(start, Field.FUNCTION_NAMES, "type"));
        }
        expect(Kind.COMMA, ",");
        String text = literal().text();
        expect(Kind.CLOSE, ")");
        Check check = name.equals("contains") ? Check.contains(text, isNegated) : Check.match(text, isNegated);
        return new FieldTest(field.path(), check);
    }

    private static boolean isFunction(String name) {
        return name.equals("contains") || name.equals("match");
    }

    private Condition comparison(int start, String name) {
        Field field = field(start, name, Field.NAMES);
        if (scanner.kind() != Kind.COMPARISON) {
            throw syntax("= != < <= > >=");
        }
        String sign = scanner.text();
        scanner.advance();
        return new FieldTest(field.path(), field.compare(sign, literal()));
    }

    /** An unknown field is noted and parsing goes on, so that all of them are reported at once. */
    private Field field(int start, String name, String expected) {
        return Field.named(name).orElseGet(() -> {
            faults.add(scanner.faultAt(start, expected, name));
            return Field.UNKNOWN;
        });
    }

    private Literal literal() {
        String text = scanner.text();
        return switch (scanner.kind()) {
            case TEXT -> {
                scanner.advance();
                yield new Literal.Text(text);
            }
            case NUMBER -> {
                scanner.advance();
                yield new Literal.Number(Double.parseDouble(text));
            }
            case WORD -> bare(word());
            default -> throw syntax("text in double quotes, a number, true, false or null");
        };
    }

    private static Literal bare(String word) {
        return switch (word) {
            case "true" -> new Literal.Bool(true);
            case "false" -> new Literal.Bool(false);
            case "null" -> new Literal.Null();
            default -> new Literal.Text(word);
        };
    }

    /** One word, or several joined by dots; blanks around the dots do not count. */
    private String word() {
        if (scanner.kind() != Kind.WORD || scanner.isWord("and") || scanner.isWord("or")) {
            throw syntax("a field or a value");
        }
        String word = scanner.text();
        scanner.advance();
        while (scanner.kind() == Kind.DOT) {
            scanner.advance();
            if (scanner.kind() != Kind.WORD) {
                throw syntax("a name after the dot (a backslash stands before a digit or a sign)");
            }
            word = word + '.' + scanner.text();
            scanner.advance();
        }
        return word;
    }

    private void expect(Kind kind, String sign) {
        if (scanner.kind() != kind) {
            throw syntax(sign);
        }
        scanner.advance();
    }

    private DefinitionException syntax(String expected) {
        return new DefinitionException(scanner.faultHere(expected));
    }
}
