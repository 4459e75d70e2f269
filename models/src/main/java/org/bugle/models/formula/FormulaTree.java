package org.bugle.models.formula;

/// A formula as a tree. What its names stand for is up to the reader of the tree.
public sealed interface FormulaTree {
    /// The characters that an expression covers, its parentheses inside included.
    ///
    /// @param from the first one, from 0
    /// @param to one past the last one
    record Extent(int from, int to) {}

    Extent extent();

    record Literal(Extent extent, double value) implements FormulaTree {}

    record Name(Extent extent, String name) implements FormulaTree {}

    record Negation(Extent extent, FormulaTree value) implements FormulaTree {}

    record Binary(Extent extent, Operation operation, FormulaTree left, FormulaTree right)
            implements FormulaTree {}

    record Call(Extent extent, Elementary function, FormulaTree argument) implements FormulaTree {}

    /// A word before its operand, such as dx f: no formula of numbers, but what a language of
    /// formulas adds.
    record Prefixed(Extent extent, String word, FormulaTree argument) implements FormulaTree {}

    /// The operations of two numbers.
    enum Operation {
        PLUS,
        MINUS,
        TIMES,
        OVER,
        POWER
    }

    /// A number that depends on numbers.
    @FunctionalInterface
    interface Value {
        double at(double... variables);
    }

    /// What a name stands for.
    @FunctionalInterface
    interface Meaning {
        Value of(Name name);
    }

    /// The value of the expression, names having this meaning.
    ///
    /// @throws IllegalArgumentException if a word stands before an operand
    default Value compiled(Meaning names) {
        return switch (this) {
            case Literal(_, double number) -> v -> number;
            case Name name -> names.of(name);
            case Negation(_, FormulaTree value) -> {
                Value x = value.compiled(names);
                yield v -> -x.at(v);
            }
            case Binary(_, Operation operation, FormulaTree left, FormulaTree right) ->
                    binary(operation, left.compiled(names), right, right.compiled(names));
            case Call(_, Elementary function, FormulaTree argument) -> {
                Value x = argument.compiled(names);
                yield v -> function.at(x.at(v));
            }
            case Prefixed(_, String word, _) ->
                    throw new IllegalArgumentException("'%s' is no number".formatted(word));
        };
    }

    private static Value binary(Operation operation, Value a, FormulaTree right, Value b) {
        return switch (operation) {
            case PLUS -> v -> a.at(v) + b.at(v);
            case MINUS -> v -> a.at(v) - b.at(v);
            case TIMES -> v -> a.at(v) * b.at(v);
            case OVER -> v -> a.at(v) / b.at(v);
            case POWER ->
                    right instanceof Literal(_, double exponent)
                            ? v -> power(a.at(v), exponent)
                            : v -> Math.pow(a.at(v), b.at(v));
        };
    }

    /// x to a power; small whole powers are products.
    static double power(double x, double exponent) {
        if (exponent != Math.rint(exponent) || exponent < 1 || exponent > 8) {
            return Math.pow(x, exponent);
        }
        double product = x;
        for (int k = 1; k < exponent; k++) {
            product *= x;
        }
        return product;
    }
}
