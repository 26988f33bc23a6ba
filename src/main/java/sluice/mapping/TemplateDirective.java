package sluice.mapping;

import com.fasterxml.jackson.databind.node.TextNode;

/** {@code {"@template": "Hello {{traits.first_name}}"}}: text with the values of paths in it. */
final class TemplateDirective {
    private TemplateDirective() {}

    static Expression compile(Definition operand) {
        Expression text = operand.compileTextOrDirective();
        if (text instanceof Constant constant && constant.value().isTextual()) {
            TextTemplate template = TextTemplate.parse(constant.value().textValue(), operand.at());
            return scope -> TextNode.valueOf(template.render(scope));
        }
        return scope -> {
            String template = PathDirective.text(text, scope, operand.at());
            return TextNode.valueOf(TextTemplate.parse(template, operand.at()).render(scope));
        };
    }
}
