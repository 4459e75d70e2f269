package org.bugle.models.own;

import org.bugle.models.formula.FormulaText;
import org.bugle.models.formula.FormulaTree;
import org.bugle.models.formula.FormulaTree.Binary;
import org.bugle.models.formula.FormulaTree.Call;
import org.bugle.models.formula.FormulaTree.Literal;
import org.bugle.models.formula.FormulaTree.Name;
import org.bugle.models.formula.FormulaTree.Negation;
import org.bugle.models.formula.FormulaTree.Operation;
import org.bugle.models.formula.FormulaTree.Prefixed;

import java.util.LinkedHashSet;
import java.util.Set;

/// What the parts of a formula depend on.
record Dependence(Notation notation, FormulaText text) {
    /// The unknown, the variables and the time that a part depends on; in the order of the text.
    Set<String> names(FormulaTree e) {
        Set<String> names = new LinkedHashSet<>();
        switch (e) {
            case Literal _ -> {}
            case Name(_, String name) -> {
                if (notation.constant(name).isEmpty()) {
                    names.add(name);
                }
            }
            case Negation(_, FormulaTree value) -> names.addAll(names(value));
            case Binary(_, _, FormulaTree left, FormulaTree right) -> {
                names.addAll(names(left));
                names.addAll(names(right));
            }
            case Call(_, _, FormulaTree argument) -> names.addAll(names(argument));
            case Prefixed(_, String word, FormulaTree argument) -> {
                names.addAll(names(argument));
                if (!names.contains(notation.unknown())) {
                    throw text.refused(
                            e,
                            "%s acts on %s, which does not have the unknown %s"
                                    .formatted(word, text.excerpt(argument), notation.unknown()));
                }
            }
        }
        return names;
    }

    boolean hasUnknown(FormulaTree e) {
        return names(e).contains(notation.unknown());
    }

    /// Whether a part of one variable is a function of its own; products are taken apart.
    boolean isWhole(FormulaTree e) {
        return switch (e) {
            case Negation _, Prefixed _ -> false;
            case Binary(_, Operation operation, FormulaTree base, FormulaTree exponent) ->
                    switch (operation) {
                        case PLUS, MINUS -> true;
                        case TIMES, OVER -> false;
                        case POWER -> !names(exponent).isEmpty() || !isWhole(base);
                    };
            case Literal _, Name _, Call _ -> true;
        };
    }
}
