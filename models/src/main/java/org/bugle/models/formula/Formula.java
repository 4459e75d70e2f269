package org.bugle.models.formula;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A formula in named real variables: numbers, `pi`, `e`, + − * / ^, parentheses and the functions
/// of [Elementary]. `^` binds more than a sign, −y^2 = −(y²), and to the right; a negative power
/// stands in parentheses, y^(−1).
///
/// The text is parsed by EvalEx; its tree is compiled to functions of doubles, since the library
/// itself evaluates decimal numbers of arbitrary length.
public final class Formula {
    /// The names that stand for numbers everywhere.
    public static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

    private final String text;
    private final FormulaTree.Value value;

    private Formula(FormulaText text, List<String> variables) {
        this.text = text.text();
        value = text.tree().compiled(name -> meaning(text, variables, name));
    }

    /// @param key what the formula is called where it is written
    /// @throws IllegalArgumentException if it cannot be read; the sentence names the position
    public static Formula of(String key, String text, List<String> variables) {
        List<String> names =
                Stream.concat(variables.stream(), CONSTANTS.keySet().stream().sorted()).toList();
        return new Formula(new FormulaText(key, text, names), variables);
    }

    private static FormulaTree.Value meaning(
            FormulaText text, List<String> variables, FormulaTree.Name name) {
        int index = variables.indexOf(name.name());
        if (index >= 0) {
            return v -> v[index];
        }
        Double constant = CONSTANTS.get(name.name());
        if (constant == null) {
            throw text.unknown(name.name(), name.extent().from() + 1);
        }
        return v -> constant;
    }

    /// The value at the variables, in their order.
    public double at(double... values) {
        return value.at(values);
    }

    @Override
    public String toString() {
        return text;
    }
}
