package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.Param_exprContext;
import liquid.parser.v4.LiquidParser.Param_expr_exprContext;
import liquid.parser.v4.LiquidParser.Param_expr_key_valueContext;

/** A value behind which a filter stands. */
record FilteredOperand(Operand operand, Filter filter, List<Operand> byPlace, Map<String, Operand> byName)
        implements Operand {
    static Operand compile(Operand operand, FilterContext filter, OperandCompiler operands) {
        List<Operand> byPlace = new ArrayList<>();
        Map<String, Operand> byName = new LinkedHashMap<>();
        List<Param_exprContext> parameters =
                filter.params() == null ? List.of() : filter.params().param_expr();
        for (Param_exprContext parameter : parameters) {
            if (parameter instanceof Param_expr_key_valueContext named) {
                byName.put(named.id2().getText(), operands.visit(named.expr()));
            } else if (parameter instanceof Param_expr_exprContext plain) {
                byPlace.add(operands.visit(plain.expr()));
            }
        }
        return new FilteredOperand(operand, Filters.named(filter.Id().getText()), byPlace, byName);
    }

    @Override
    public JsonNode value(Rendering rendering) {
        List<JsonNode> places = new ArrayList<>(byPlace.size());
        byPlace.forEach(argument -> places.add(argument.value(rendering)));
        Map<String, JsonNode> names = new LinkedHashMap<>();
        byName.forEach((name, argument) -> names.put(name, Values.plain(argument.value(rendering))));
        return filter.apply(Values.plain(operand.value(rendering)), new Arguments(places, names, rendering.budget()));
    }
}
