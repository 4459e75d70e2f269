package org.bugle.models.formula;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A formula in named real variables: numbers, `pi`, `e`, + − * / ^, parentheses and the functions
/// of [Elementary]. `^` binds more than a sign, −y^2 = −(y²), and to the right; a negative power
/// stands in parentheses, y^(−1).
///
/// The text is parsed by EvalEx; its tree is compiled to functions of doubles, since the library
/// itself evaluates decimal numbers of arbitrary length.
public final class Formula {
    /// Whole powers up to this one are products.
    private static final int PRODUCT = 8;

    private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

    private static final ExpressionConfiguration SYNTAX =
            ExpressionConfiguration.builder()
                    .functionDictionary(
                            MapBasedFunctionDictionary.ofFunctions(Elementary.entries()))
                    .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER)
                    .implicitMultiplicationAllowed(false)
                    .singleQuoteStringLiteralsAllowed(false)
                    .arraysAllowed(false)
                    .structuresAllowed(false)
                    .build();

    private final String key;
    private final String text;
    private final List<String> variables;
    private final Value value;

    /// A part of the formula.
    @FunctionalInterface
    private interface Value {
        double at(double[] variables);
    }

    private Formula(String key, String text, List<String> variables) {
        this.key = key;
        this.text = text;
        this.variables = List.copyOf(variables);
        this.value = compiled(tree());
    }

    /// @param key what the formula is called where it is written
    /// @throws IllegalArgumentException if it cannot be read; the sentence names the position
    public static Formula of(String key, String text, List<String> variables) {
        return new Formula(key, text, variables);
    }

    /// The value at the variables, in their order.
    public double at(double... values) {
        return value.at(values);
    }

    private ASTNode tree() {
        try {
            return new Expression(text, SYNTAX).getAbstractSyntaxTree();
        } catch (ParseException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("Undefined function")) {
                throw unknown(e.getTokenString().replace("(", ""), e.getStartPosition());
            }
            boolean open = message.startsWith("Closing brace");
            throw refused(
                    open ? openBrace() : e.getStartPosition(),
                    message.isEmpty()
                            ? "cannot be read"
                            : message.substring(0, 1).toLowerCase(Locale.ROOT)
                                    + message.substring(1));
        }
    }

    /// Position of the last parenthesis that is not closed.
    private int openBrace() {
        int closed = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            closed += text.charAt(i) == ')' ? 1 : 0;
            if (text.charAt(i) == '(' && closed-- == 0) {
                return i + 1;
            }
        }
        return 1;
    }

    private Value compiled(ASTNode node) {
        Token token = node.getToken();
        List<ASTNode> parts = node.getParameters();
        return switch (token.getType()) {
            case NUMBER_LITERAL -> constant(number(token));
            case VARIABLE_OR_CONSTANT -> name(token);
            case PREFIX_OPERATOR -> prefix(token, compiled(parts.getFirst()));
            case INFIX_OPERATOR -> infix(token, parts.getFirst(), parts.getLast());
            case FUNCTION -> {
                Elementary f = Elementary.valueOf(token.getValue().toUpperCase(Locale.ROOT));
                Value x = compiled(parts.getFirst());
                yield v -> f.at(x.at(v));
            }
            default ->
                    throw refused(
                            token.getStartPosition(),
                            "'%s' has no meaning here".formatted(token.getValue()));
        };
    }

    private double number(Token token) {
        try {
            return Double.parseDouble(token.getValue());
        } catch (NumberFormatException e) {
            throw refused(token.getStartPosition(), token.getValue() + " is no number");
        }
    }

    private static Value constant(double number) {
        return v -> number;
    }

    private Value name(Token token) {
        int index = variables.indexOf(token.getValue());
        if (index >= 0) {
            return v -> v[index];
        }
        Double constant = CONSTANTS.get(token.getValue());
        if (constant == null) {
            throw unknown(token.getValue(), token.getStartPosition());
        }
        return constant(constant);
    }

    private Value prefix(Token token, Value x) {
        return switch (token.getValue()) {
            case "-" -> v -> -x.at(v);
            case "+" -> x;
            default -> throw operator(token);
        };
    }

    private Value infix(Token token, ASTNode left, ASTNode right) {
        Value a = compiled(left);
        Value b = compiled(right);
        return switch (token.getValue()) {
            case "+" -> v -> a.at(v) + b.at(v);
            case "-" -> v -> a.at(v) - b.at(v);
            case "*" -> v -> a.at(v) * b.at(v);
            case "/" -> v -> a.at(v) / b.at(v);
            case "^" -> power(a, b, right);
            default -> throw operator(token);
        };
    }

    private Value power(Value a, Value b, ASTNode exponent) {
        if (exponent.getToken().getType() == Token.TokenType.NUMBER_LITERAL) {
            double number = number(exponent.getToken());
            if (number == Math.rint(number) && number >= 1 && number <= PRODUCT) {
                int whole = (int) number;
                return v -> {
                    double x = a.at(v);
                    double product = x;
                    for (int k = 1; k < whole; k++) {
                        product *= x;
                    }
                    return product;
                };
            }
        }
        return v -> Math.pow(a.at(v), b.at(v));
    }

    private IllegalArgumentException operator(Token token) {
        return refused(
                token.getStartPosition(),
                "'%s' is no operator here; allowed: + - * / ^".formatted(token.getValue()));
    }

    private IllegalArgumentException unknown(String name, int position) {
        List<String> allowed = new ArrayList<>(variables);
        allowed.addAll(CONSTANTS.keySet().stream().sorted().toList());
        allowed.addAll(Elementary.names());
        return refused(
                position,
                "unknown name '%s';%s allowed: %s"
                        .formatted(name, meant(name, allowed), String.join(", ", allowed)));
    }

    /// The first allowed name that is one slip away.
    private static String meant(String name, List<String> allowed) {
        return allowed.stream()
                .filter(other -> isNear(name, other))
                .findFirst()
                .map(other -> " did you mean '" + other + "'?")
                .orElse("");
    }

    /// Whether letters of the two words agree but for one missing, added or wrong one, or for two
    /// neighbours that are swapped.
    private static boolean isNear(String a, String b) {
        if (Math.max(a.length(), b.length()) < 2 || Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int shorter = Math.min(a.length(), b.length());
        int head = 0;
        while (head < shorter && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        String restA = a.substring(head, a.length() - tail);
        String restB = b.substring(head, b.length() - tail);
        boolean swapped =
                restA.length() == 2 && new StringBuilder(restA).reverse().toString().equals(restB);
        return swapped || Math.max(restA.length(), restB.length()) == 1;
    }

    private IllegalArgumentException refused(int position, String why) {
        return new IllegalArgumentException(
                "%s: '%s' at position %d: %s".formatted(key, text, position, why));
    }

    @Override
    public String toString() {
        return text;
    }
}
