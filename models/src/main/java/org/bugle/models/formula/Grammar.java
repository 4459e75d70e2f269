package org.bugle.models.formula;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.operators.AbstractOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.PrefixOperator;
import com.ezylang.evalex.parser.Token;

import java.util.Set;

/// What the parser of EvalEx takes for a formula.
final class Grammar {
    private Grammar() {}

    /// @param words that may stand before an operand
    static ExpressionConfiguration with(Set<String> words) {
        ExpressionConfiguration grammar =
                ExpressionConfiguration.builder()
                        .functionDictionary(
                                MapBasedFunctionDictionary.ofFunctions(Elementary.entries()))
                        .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER)
                        .implicitMultiplicationAllowed(false)
                        .singleQuoteStringLiteralsAllowed(false)
                        .arraysAllowed(false)
                        .structuresAllowed(false)
                        .build();
        words.forEach(word -> grammar.getOperatorDictionary().addOperator(word, new Word()));
        return grammar;
    }

    /// A word before its operand; it only stands in the tree.
    @PrefixOperator(
            precedence = OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER + 1,
            leftAssociative = false)
    private static final class Word extends AbstractOperator {
        @Override
        public EvaluationValue evaluate(
                Expression expression, Token token, EvaluationValue... operands) {
            throw new IllegalStateException("formulas are compiled, not evaluated: " + token);
        }
    }
}
