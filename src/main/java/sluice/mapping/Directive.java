package sluice.mapping;

/** What a directive's name stands for: how its operand is checked and compiled. */
@FunctionalInterface
interface Directive {
    /** Compiles the operand, the value behind the directive's name, or notes its faults. */
    Expression compile(Definition operand);
}
