package sluice.mapping;

import static java.util.Map.entry;

import java.util.Map;
import java.util.TreeSet;

/** Every directive that a mapping may use. A new one is a class beside the others and a line here. */
final class Directives {
    static final Map<String, Directive> BY_NAME = Map.ofEntries(
            entry("@arrayPath", ArrayPathDirective::compile),
            entry("@case", CaseDirective::compile),
            entry("@excludeWhenNull", ExcludeWhenNullDirective::compile),
            entry("@flatten", FlattenDirective::compile),
            entry("@if", IfDirective::compile),
            entry("@json", JsonDirective::compile),
            entry("@liquid", LiquidDirective::compile),
            entry("@literal", Definition::compile),
            entry("@merge", MergeDirective::compile),
            entry("@path", PathDirective::compile),
            entry("@replace", ReplaceDirective::compile),
            entry("@template", TemplateDirective::compile),
            entry("@transform", TransformDirective::compile));

    private Directives() {}

    static String names() {
        return "one of " + String.join(", ", new TreeSet<>(BY_NAME.keySet()));
    }
}
