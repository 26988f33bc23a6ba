package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import liqp.org.antlr.v4.runtime.tree.RuleNode;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.AtomContext;
import liquid.parser.v4.LiquidParser.Atom_othersContext;
import liquid.parser.v4.LiquidParser.BlockContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.Capture_tag_StrContext;
import liquid.parser.v4.LiquidParser.Case_tagContext;
import liquid.parser.v4.LiquidParser.Comment_tagContext;
import liquid.parser.v4.LiquidParser.Cycle_tagContext;
import liquid.parser.v4.LiquidParser.Elsif_tagContext;
import liquid.parser.v4.LiquidParser.Empty_tagContext;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.For_tagContext;
import liquid.parser.v4.LiquidParser.If_tagContext;
import liquid.parser.v4.LiquidParser.Include_tagContext;
import liquid.parser.v4.LiquidParser.Other_tagContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.Raw_tagContext;
import liquid.parser.v4.LiquidParser.Simple_tagContext;
import liquid.parser.v4.LiquidParser.Table_tagContext;
import liquid.parser.v4.LiquidParserBaseVisitor;
import sluice.event.JsText;
import sluice.event.JsValue;

/** Compiles tags, outputs and plain text. */
final class StatementCompiler extends LiquidParserBaseVisitor<Statement> {
    private static final Statement NOTHING = rendering -> {};

    private final OperandCompiler operands = new OperandCompiler();

    private StatementCompiler() {}

    static Statement compile(BlockContext template) {
        return new StatementCompiler().visitBlock(template);
    }

    @Override
    public Statement visitBlock(BlockContext block) {
        return sequence(block.atom());
    }

    private Statement sequence(List<AtomContext> atoms) {
        return Statement.sequence(atoms.stream().map(this::visit).toList());
    }

    /** Rules with one part, such as {@code tag}, are that part. */
    @Override
    public Statement visitChildren(RuleNode node) {
        if (node.getChildCount() != 1) {
            throw new LiquidException("a tag that Segment allows", "another one");
        }
        return visit(node.getChild(0));
    }

    @Override
    public Statement visitAtom_others(Atom_othersContext text) {
        return text(text.getText());
    }

    @Override
    public Statement visitRaw_tag(Raw_tagContext raw) {
        return text(raw.raw_body().getText());
    }

    private static Statement text(String text) {
        return rendering -> rendering.print(text);
    }

    @Override
    public Statement visitComment_tag(Comment_tagContext comment) {
        return NOTHING;
    }

    @Override
    public Statement visitEmpty_tag(Empty_tagContext inlineComment) {
        return NOTHING;
    }

    @Override
    public Statement visitOutput(OutputContext output) {
        Operand value = operands.filtered(output.evaluate, output.filter());
        return rendering -> rendering.print(Values.text(value.value(rendering)));
    }

    @Override
    public Statement visitAssignment(AssignmentContext assignment) {
        String name = assignment.id().getText();
        Operand value = operands.filtered(assignment.expr(), assignment.filter());
        return rendering -> rendering.assign(name, Values.plain(value.value(rendering)));
    }

    @Override
    public Statement visitCapture_tag_Id(Capture_tag_IdContext capture) {
        return capture(capture.id().getText(), capture.block());
    }

    @Override
    public Statement visitCapture_tag_Str(Capture_tag_StrContext capture) {
        return capture(TextLiteral.valueOf(capture.Str().getText()), capture.block());
    }

    private Statement capture(String name, BlockContext block) {
        Statement body = visitBlock(block);
        return rendering -> rendering.capture(name, body);
    }

    @Override
    public Statement visitIf_tag(If_tagContext tag) {
        Statement otherwise =
                tag.else_tag() == null ? NOTHING : visitBlock(tag.else_tag().block());
        List<Elsif_tagContext> branches = tag.elsif_tag();
        for (int i = branches.size() - 1; i >= 0; i--) {
            otherwise = branch(branches.get(i).expr(), branches.get(i).block(), otherwise);
        }
        return branch(tag.expr(), tag.block(), otherwise);
    }

    private Statement branch(ExprContext expression, BlockContext block, Statement otherwise) {
        Operand condition = operands.visit(expression);
        Statement then = visitBlock(block);
        return rendering -> (Values.isTruthy(condition.value(rendering)) ? then : otherwise).render(rendering);
    }

    /**
     * Cycles of one name and as many values take turns together, whatever the values: so LiquidJS tells them apart. A value
     * that JavaScript takes for false, such as 0, is not printed.
     */
    @Override
    public Statement visitCycle_tag(Cycle_tagContext tag) {
        List<Operand> values = new ArrayList<>(operands.all(tag.expr()));
        ExprContext named = tag.cycle_group().expr();
        Operand group = named == null ? rendering -> MissingNode.getInstance() : operands.visit(named);
        return rendering -> {
            String cycle = JsText.of(Values.plain(group.value(rendering))) + ':' + values.size();
            JsonNode value = values.get(rendering.turn(cycle, values.size())).value(rendering);
            rendering.print(JsValue.isTruthy(Values.plain(value)) ? Values.text(value) : "");
        };
    }

    /** A block of a layout; without layouts it is its content. */
    @Override
    public Statement visitOther_tag(Other_tagContext tag) {
        return sequence(tag.atom());
    }

    @Override
    public Statement visitSimple_tag(Simple_tagContext tag) {
        String name = tag.other_tag_parameters() == null
                ? ""
                : tag.other_tag_parameters().getStart().getText();
        return switch (tag.SimpleTagId().getText()) {
            case "increment" -> rendering -> rendering.print(JsText.ofNumber(rendering.count(name, 1)));
            case "decrement" -> rendering -> rendering.print(JsText.ofNumber(rendering.count(name, -1) - 1));
            default -> Rendering::stop;
        };
    }

    @Override
    public Statement visitCase_tag(Case_tagContext tag) {
        throw refused("case");
    }

    @Override
    public Statement visitFor_tag(For_tagContext tag) {
        throw refused("for");
    }

    @Override
    public Statement visitTable_tag(Table_tagContext tag) {
        throw refused("tablerow");
    }

    @Override
    public Statement visitInclude_tag(Include_tagContext tag) {
        throw refused("include");
    }

    private static LiquidException refused(String tag) {
        return new LiquidException("a tag that Segment allows", tag);
    }
}
