package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import liquid.parser.v4.LiquidLexer;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.Expr_containsContext;
import liquid.parser.v4.LiquidParser.Expr_eqContext;
import liquid.parser.v4.LiquidParser.Expr_logicContext;
import liquid.parser.v4.LiquidParser.Expr_relContext;
import liquid.parser.v4.LiquidParser.Expr_termContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.IndexContext;
import liquid.parser.v4.LiquidParser.Lookup_IdContext;
import liquid.parser.v4.LiquidParser.Lookup_StrContext;
import liquid.parser.v4.LiquidParser.Lookup_emptyContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.Term_BlankContext;
import liquid.parser.v4.LiquidParser.Term_DoubleNumContext;
import liquid.parser.v4.LiquidParser.Term_EmptyContext;
import liquid.parser.v4.LiquidParser.Term_FalseContext;
import liquid.parser.v4.LiquidParser.Term_LongNumContext;
import liquid.parser.v4.LiquidParser.Term_NilContext;
import liquid.parser.v4.LiquidParser.Term_StrContext;
import liquid.parser.v4.LiquidParser.Term_TrueContext;
import liquid.parser.v4.LiquidParser.Term_exprContext;
import liquid.parser.v4.LiquidParser.Term_lookupContext;
import liquid.parser.v4.LiquidParserBaseVisitor;
import sluice.event.JsNumber;
import sluice.event.JsText;
import sluice.event.JsValue;

/** Compiles literals, variables, conditions and filters. */
final class OperandCompiler extends LiquidParserBaseVisitor<Operand> {
    @FunctionalInterface
    private interface Operator {
        boolean test(JsonNode left, JsonNode right);
    }

    /** A value and the filters behind it. */
    Operand filtered(ExprContext expression, List<FilterContext> filters) {
        Operand operand = visit(expression);
        for (FilterContext filter : filters) {
            operand = FilteredOperand.compile(operand, filter, this);
        }
        return operand;
    }

    List<Operand> all(List<? extends ExprContext> expressions) {
        return expressions.stream().map(this::visit).toList();
    }

    @Override
    public Operand visitExpr_rel(Expr_relContext relation) {
        IntPredicate test =
                switch (relation.op.getType()) {
                    case LiquidLexer.Lt -> order -> order < 0;
                    case LiquidLexer.LtEq -> order -> order <= 0;
                    case LiquidLexer.Gt -> order -> order > 0;
                    default -> order -> order >= 0;
                };
        return binary(relation.lhs, relation.rhs, (a, b) -> Comparison.ordered(a, b, test));
    }

    @Override
    public Operand visitExpr_eq(Expr_eqContext relation) {
        return switch (relation.op.getText()) {
            case TemplateTokens.RANGE -> range(visit(relation.lhs), visit(relation.rhs));
            case "==" -> binary(relation.lhs, relation.rhs, Comparison::equal);
            case "<>" -> throw new LiquidException("== != < <= > >= or contains", "<>");
            default -> binary(relation.lhs, relation.rhs, (a, b) -> !Comparison.equal(a, b));
        };
    }

    /** {@code not} binds less than {@code contains}, which the grammar takes for the same. */
    @Override
    public Operand visitExpr_contains(Expr_containsContext relation) {
        if (isNot(relation)) {
            return not(visit(relation.rhs));
        }
        if (relation.lhs instanceof Expr_containsContext inner && isNot(inner)) {
            return not(binary(inner.rhs, relation.rhs, Comparison::contains));
        }
        return binary(relation.lhs, relation.rhs, Comparison::contains);
    }

    private static boolean isNot(Expr_containsContext relation) {
        return relation.Contains().getText().equals(TemplateTokens.NOT);
    }

    private static Operand not(Operand operand) {
        return rendering -> BooleanNode.valueOf(!Values.isTruthy(operand.value(rendering)));
    }

    @Override
    public Operand visitExpr_logic(Expr_logicContext logic) {
        boolean and = logic.op.getType() == LiquidLexer.And;
        return binary(
                logic.lhs,
                logic.rhs,
                (a, b) -> and ? Values.isTruthy(a) && Values.isTruthy(b) : Values.isTruthy(a) || Values.isTruthy(b));
    }

    private Operand binary(ExprContext lhs, ExprContext rhs, Operator operator) {
        Operand left = visit(lhs);
        Operand right = visit(rhs);
        return rendering -> BooleanNode.valueOf(operator.test(left.value(rendering), right.value(rendering)));
    }

    private static Operand range(Operand from, Operand to) {
        return rendering -> {
            double first = JsNumber.of(Values.plain(from.value(rendering)));
            double last = JsNumber.of(Values.plain(to.value(rendering)));
            rendering.budget().useItems((long) (last - first) + 1);
            ArrayNode range = JsonNodeFactory.instance.arrayNode();
            for (double i = first; i < last + 1; i++) {
                range.add(JsValue.number(i));
            }
            return range;
        };
    }

    @Override
    public Operand visitExpr_term(Expr_termContext term) {
        return visit(term.term());
    }

    @Override
    public Operand visitTerm_expr(Term_exprContext term) {
        boolean isRange = term.expr() instanceof Expr_eqContext relation
                && relation.op.getText().equals(TemplateTokens.RANGE);
        if (!isRange && !term.OPar().getText().equals(TemplateTokens.GROUP)) {
            throw new LiquidException("a range such as (1..3)", "another thing in brackets");
        }
        return visit(term.expr());
    }

    @Override
    public Operand visitTerm_DoubleNum(Term_DoubleNumContext term) {
        return literal(JsValue.number(Double.parseDouble(term.getText())));
    }

    @Override
    public Operand visitTerm_LongNum(Term_LongNumContext term) {
        return literal(JsValue.number(Double.parseDouble(term.getText())));
    }

    @Override
    public Operand visitTerm_Str(Term_StrContext term) {
        return literal(TextNode.valueOf(TextLiteral.valueOf(term.getText())));
    }

    @Override
    public Operand visitTerm_True(Term_TrueContext term) {
        return literal(BooleanNode.TRUE);
    }

    @Override
    public Operand visitTerm_False(Term_FalseContext term) {
        return literal(BooleanNode.FALSE);
    }

    @Override
    public Operand visitTerm_Nil(Term_NilContext term) {
        return literal(Values.NIL);
    }

    @Override
    public Operand visitTerm_Empty(Term_EmptyContext term) {
        return literal(Values.EMPTY);
    }

    @Override
    public Operand visitLookup_empty(Lookup_emptyContext term) {
        return literal(Values.EMPTY);
    }

    @Override
    public Operand visitTerm_Blank(Term_BlankContext term) {
        return literal(Values.BLANK);
    }

    private static Operand literal(JsonNode value) {
        return rendering -> value;
    }

    @Override
    public Operand visitTerm_lookup(Term_lookupContext term) {
        return visit(term.lookup());
    }

    /** {@code ["name"]} */
    @Override
    public Operand visitLookup_Str(Lookup_StrContext lookup) {
        String name = TextLiteral.valueOf(lookup.Str().getText());
        return rendering -> rendering.variable(name);
    }

    /** {@code [variable]}, the variable that a variable names. */
    @Override
    public Operand visitLookup_Id(Lookup_IdContext lookup) {
        String name = lookup.Id().getText();
        return rendering -> rendering.variable(JsText.of(rendering.variable(name)));
    }

    @Override
    public Operand visitLookup_id_indexes(Lookup_id_indexesContext lookup) {
        Operand root = root(lookup.id().getText());
        List<Operand> steps = new ArrayList<>();
        for (IndexContext index : lookup.index()) {
            steps.add(
                    index.Dot() == null
                            ? visit(index.expr())
                            : literal(TextNode.valueOf(index.id2().getText())));
        }
        return rendering -> {
            JsonNode value = root.value(rendering);
            for (Operand step : steps) {
                value = Values.member(value, JsText.of(Values.plain(step.value(rendering))));
            }
            return value;
        };
    }

    private static Operand root(String name) {
        return name.startsWith("'") || name.startsWith("\"")
                ? literal(TextNode.valueOf(TextLiteral.valueOf(name)))
                : rendering -> rendering.variable(name);
    }
}
