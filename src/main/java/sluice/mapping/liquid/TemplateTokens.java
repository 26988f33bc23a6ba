package sluice.mapping.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import liqp.org.antlr.v4.runtime.CommonToken;
import liqp.org.antlr.v4.runtime.Token;
import liqp.org.antlr.v4.runtime.misc.Interval;
import liquid.parser.v4.LiquidLexer;

/**
 * The tokens of a template, with what LiquidJS knows beyond Liqp's grammar said in words that the grammar has:
 *
 * <ul>
 *   <li>{@code {% echo x %}} as an output, each line of {@code {% liquid %}} as a tag of its own
 *   <li>{@code unless x} as {@code if not (x)}, {@code not x} as a {@code contains} whose sign is {@code not}
 *   <li>a range {@code (1..3)} as a comparison whose sign is {@code ..}
 *   <li>{@code a.b-c}, of which Liqp makes three tokens, as one name; {@code "abc".size} as a variable of that name
 *   <li>a comment as one that ends at the first {@code endcomment}
 *   <li>a filter without the colon and the commas behind which nothing stands
 * </ul>
 */
final class TemplateTokens {
    static final String NOT = "not";
    static final String RANGE = "..";

    /** The bracket that {@code unless} needs; others stand around ranges only. */
    static final String GROUP = "unless (";

    private static final Set<String> BLOCKS = Set.of("block");
    private static final Set<String> TAGS = Set.of("echo", "liquid", "increment", "decrement", "break", "continue");
    private static final Set<Integer> BEFORE_OPERAND = Set.of(
            LiquidLexer.IfStart,
            LiquidLexer.Elsif,
            LiquidLexer.And,
            LiquidLexer.Or,
            LiquidLexer.OPar,
            LiquidLexer.OutStart,
            LiquidLexer.EqSign);

    private final List<Token> out = new ArrayList<>();
    private boolean inUnless;
    private boolean inEcho;

    private TemplateTokens() {}

    static List<Token> of(String text) {
        TemplateTokens tokens = new TemplateTokens();
        tokens.addAll(text);
        return tokens.out;
    }

    private void addAll(String text) {
        List<Token> in = lex(text);
        for (int i = 0; i < in.size(); i++) {
            Token token = in.get(i);
            if (isTag(token, "liquid")) {
                out.remove(out.size() - 1);
                i = addLines(in, i);
            } else if (token.getType() == LiquidLexer.CommentStart) {
                i = addComment(in, i);
            } else if (isTag(token, "echo")) {
                out.set(out.size() - 1, sign(token, LiquidLexer.OutStart, "{{"));
                inEcho = true;
            } else {
                add(token, i + 1 < in.size() ? in.get(i + 1).getType() : Token.EOF);
            }
        }
    }

    /** Takes a comment without what stands in it; gives the index before the tag that ends it. */
    private int addComment(List<Token> in, int start) {
        int end = start;
        while (end < in.size() && in.get(end).getType() != LiquidLexer.CommentEnd) {
            end++;
        }
        if (end == in.size()) {
            throw new LiquidException("an end of the tag comment", "none");
        }
        out.add(in.get(start));
        out.add(in.get(start + 1));
        return Math.max(start + 1, end - 2);
    }

    private static List<Token> lex(String text) {
        LiquidLexer lexer = new TemplateLexer(text, BLOCKS, TAGS);
        lexer.removeErrorListeners();
        lexer.addErrorListener(new TemplateGrammar.Refusal());
        return lexer.getAllTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .<Token>map(token -> token)
                .toList();
    }

    private static boolean isTag(Token token, String name) {
        return token.getType() == LiquidLexer.SimpleTagId && token.getText().equals(name);
    }

    /** The lines of a liquid tag, each as a tag; gives the index of the token that ends it. */
    private int addLines(List<Token> in, int start) {
        int end = start;
        while (end < in.size() && in.get(end).getType() != LiquidLexer.TagEnd) {
            end++;
        }
        if (end == in.size()) {
            throw new LiquidException("an end of the tag liquid", "none");
        }
        Interval between =
                Interval.of(in.get(start).getStopIndex() + 1, in.get(end).getStartIndex() - 1);
        String lines = between.b < between.a ? "" : in.get(end).getInputStream().getText(between);
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> addAll("{% " + line + " %}"));
        return end;
    }

    private void add(Token token, int next) {
        switch (token.getType()) {
            case LiquidLexer.UnlessStart -> startUnless(token);
            case LiquidLexer.UnlessEnd -> out.add(sign(token, LiquidLexer.IfEnd, "endif"));
            case LiquidLexer.TagEnd -> endTag(token);
            case LiquidLexer.CommentEnd -> endComment(token);
            case LiquidLexer.DotDot -> out.add(sign(token, LiquidLexer.NEq, RANGE));
            case LiquidLexer.Id -> addName(token);
            case LiquidLexer.Minus -> addOrJoin(token);
            case LiquidLexer.LongNum -> addNumber(token);
            case LiquidLexer.Str -> addText(token, next);
            case LiquidLexer.Comma -> addComma(token);
            case LiquidLexer.Pipe, LiquidLexer.OutEnd -> {
                removeEmptyArguments();
                out.add(token);
            }
            default -> out.add(token);
        }
    }

    /** The grammar would take what lies before a second end for a part of the comment. */
    private void endComment(Token token) {
        if (typeBefore(3) != LiquidLexer.CommentStart) {
            throw new LiquidException("a comment that ends here", "none");
        }
        out.add(token);
    }

    private void startUnless(Token token) {
        out.add(sign(token, LiquidLexer.IfStart, "if"));
        addNot(token);
        out.add(sign(token, LiquidLexer.OPar, GROUP));
        inUnless = true;
    }

    private void endTag(Token token) {
        removeEmptyArguments();
        if (inEcho) {
            inEcho = false;
            endEcho(token);
            return;
        }
        if (inUnless) {
            inUnless = false;
            out.add(sign(token, LiquidLexer.CPar, ")"));
        }
        out.add(token);
    }

    /** An echo of nothing prints nothing; an output must have a value. */
    private void endEcho(Token end) {
        if (lastType() == LiquidLexer.OutStart) {
            out.add(sign(end, LiquidLexer.Nil, "nil"));
        }
        out.add(sign(end, LiquidLexer.OutEnd, "}}"));
    }

    private void addName(Token token) {
        if (token.getText().equals(NOT) && BEFORE_OPERAND.contains(lastType())) {
            addNot(token);
        } else {
            addOrJoin(token);
        }
    }

    private void addNot(Token token) {
        out.add(sign(token, LiquidLexer.Nil, "nil"));
        out.add(sign(token, LiquidLexer.Contains, NOT));
    }

    /** A number behind a dot is a name. */
    private void addNumber(Token token) {
        if (lastType() == LiquidLexer.Dot) {
            out.add(sign(token, LiquidLexer.Id, token.getText()));
        } else {
            addOrJoin(token);
        }
    }

    /** The grammar has members of variables only. */
    private void addText(Token token, int next) {
        boolean hasMember = next == LiquidLexer.Dot || next == LiquidLexer.OBr;
        out.add(hasMember ? sign(token, LiquidLexer.Id, token.getText()) : token);
    }

    private void addComma(Token token) {
        if (lastType() != LiquidLexer.Comma && !isColonOfFilter()) {
            out.add(token);
        }
    }

    private void removeEmptyArguments() {
        while (lastType() == LiquidLexer.Comma || isColonOfFilter()) {
            out.remove(out.size() - 1);
        }
    }

    private boolean isColonOfFilter() {
        return lastType() == LiquidLexer.Col && typeBefore(3) == LiquidLexer.Pipe;
    }

    /** Joins what touches a name: a dash, or a name or number behind a dash. */
    private void addOrJoin(Token token) {
        Token last = out.isEmpty() ? token : out.get(out.size() - 1);
        boolean touches = last.getType() == LiquidLexer.Id
                && last.getInputStream() == token.getInputStream()
                && last.getStopIndex() + 1 == token.getStartIndex();
        if (!touches) {
            out.add(token);
            return;
        }
        CommonToken joined = new CommonToken(last);
        joined.setStopIndex(token.getStopIndex());
        out.set(out.size() - 1, joined);
    }

    private int lastType() {
        return typeBefore(1);
    }

    /** The type of the last token, of the one before it … */
    private int typeBefore(int count) {
        return out.size() < count
                ? Token.INVALID_TYPE
                : out.get(out.size() - count).getType();
    }

    private static Token sign(Token at, int type, String text) {
        CommonToken sign = new CommonToken(at);
        sign.setType(type);
        sign.setText(text);
        return sign;
    }
}
