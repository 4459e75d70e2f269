package org.bugle.models.formula;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The functions of one variable that formulas know; angles are in radians, log is the natural one.
public enum Elementary {
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    EXP,
    LOG,
    SQRT,
    ABS,
    SIGN;

    public double at(double x) {
        return switch (this) {
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
        };
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    }

    /// As the parser wants them.
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    static Map.Entry<String, FunctionIfc>[] entries() {
        return Arrays.stream(values())
                .map(f -> Map.entry(f.name(), new Parsed(f)))
                .toArray(Map.Entry[]::new);
    }

    /// The function in the arithmetic of the parser's library.
    @FunctionParameter(name = "value")
    private static final class Parsed extends AbstractFunction {
        private final Elementary function;

        Parsed(Elementary function) {
            this.function = function;
        }

        @Override
        public EvaluationValue evaluate(
                Expression expression, Token token, EvaluationValue... values) {
            double x = values[0].getNumberValue().doubleValue();
            return expression.convertDoubleValue(function.at(x));
        }
    }
}
