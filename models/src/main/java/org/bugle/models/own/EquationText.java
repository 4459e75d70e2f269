package org.bugle.models.own;

import org.bugle.models.formula.FormulaText;

import java.util.List;

/// Reads what is written of an equation into separable terms.
final class EquationText {
    private EquationText() {}

    /// The terms of `dt u = …`.
    ///
    /// @throws OwnEquationException if the text cannot be read, is not separable or is none of
    ///   first order in time
    static List<Term> equation(Notation notation, String text) {
        FormulaText formula = new FormulaText("equation", text, notation.namesWithUnknown());
        try {
            int equals = text.indexOf('=');
            String left =
                    text.substring(0, Math.max(0, equals)).replaceAll("[()\\s]+", " ").strip();
            if (!left.equals("dt " + notation.unknown())) {
                throw formula.refused(
                        1, "an equation begins with 'dt %s ='".formatted(notation.unknown()));
            }
            int second = text.indexOf('=', equals + 1);
            if (second >= 0) {
                throw formula.refused(second + 1, "an equation has one '='");
            }
            List<Term> terms =
                    new Expansion(notation, formula).of(notation.equation(formula, equals + 1));
            if (terms.isEmpty()) {
                throw formula.refused(equals + 2, "the right-hand side is 0");
            }
            return terms;
        } catch (IllegalArgumentException e) {
            throw OwnEquationException.of("equation", e);
        }
    }
}
