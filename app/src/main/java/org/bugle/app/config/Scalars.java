package org.bugle.app.config;

import org.bugle.models.parameter.Kind;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One word of a run file as the value that its key wants.
final class Scalars {

    private Scalars() {}

    static Object read(Kind kind, Node node, String path) {
        if (!(node instanceof Node.Scalar scalar)) {
            throw wrong(kind, node, path);
        }
        if (scalar.isNull()) {
            throw InputException.at(
                    scalar.place(), path + " has no value; it must be " + kind.phrase());
        }
        return switch (kind) {
            case Kind.Whole whole -> whole(whole, scalar, path);
            case Kind.Real real -> real(real, scalar, path);
            case Kind.Flag() -> flag(scalar, path);
            case Kind.Text(List<String> allowed) -> text(allowed, scalar, path);
            case Kind.Word(Map<String, Enum<?>> constants) -> {
                Enum<?> constant = constants.get(scalar.text());
                if (constant == null) {
                    throw unknown(scalar, path, constants.keySet());
                }
                yield constant;
            }
            default -> throw wrong(kind, scalar, path);
        };
    }

    static InputException wrong(Kind kind, Node node, String path) {
        return wrong(kind, node, path, "");
    }

    private static InputException wrong(Kind kind, Node node, String path, String why) {
        return InputException.at(
                node.place(), path + " must be " + kind.phrase() + ", found " + node.found() + why);
    }

    static InputException unknown(Node.Scalar word, String path, Collection<String> names) {
        return InputException.at(
                word.place(),
                path + " is '" + word.text() + "'" + Nearest.hint(word.text(), names, names));
    }

    /// `1000`, `1e3` and `1000.0` are the same whole number.
    private static Object whole(Kind.Whole kind, Node.Scalar scalar, String path) {
        if (scalar.quoted() || !Node.NUMBER.matcher(scalar.text()).matches()) {
            throw wrong(kind, scalar, path);
        }
        BigDecimal value = decimal(kind, scalar, path);
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            throw wrong(kind, scalar, path);
        }
        boolean narrow = kind.bits() == Integer.SIZE;
        long least = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long most = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
        if (value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw wrong(kind, scalar, path, ", which needs more than " + kind.bits() + " bits");
        }
        if (!kind.range().contains(value.doubleValue())) {
            throw wrong(kind, scalar, path);
        }
        return narrow ? (Object) value.intValueExact() : (Object) value.longValueExact();
    }

    private static BigDecimal decimal(Kind kind, Node.Scalar scalar, String path) {
        try {
            return new BigDecimal(scalar.text());
        } catch (NumberFormatException e) { // an exponent beyond 32 bits
            throw wrong(kind, scalar, path);
        }
    }

    private static double real(Kind.Real kind, Node.Scalar scalar, String path) {
        String text = scalar.text();
        double value;
        if (scalar.quoted()) {
            throw wrong(kind, scalar, path);
        } else if (Node.NUMBER.matcher(text).matches()) {
            value = Double.parseDouble(text);
        } else if (Node.NON_FINITE.matcher(text).matches()) {
            String lower = text.toLowerCase(Locale.ROOT);
            double infinity =
                    lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            value = lower.contains("nan") ? Double.NaN : infinity;
        } else {
            throw wrong(kind, scalar, path);
        }
        if (!kind.range().contains(value)) {
            String why =
                    kind.range().finite() && !Double.isFinite(value) ? ", which is not finite" : "";
            throw wrong(kind, scalar, path, why);
        }
        return value;
    }

    private static boolean flag(Node.Scalar scalar, String path) {
        return switch (scalar.quoted() ? "" : scalar.text()) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw wrong(new Kind.Flag(), scalar, path);
        };
    }

    private static String text(List<String> allowed, Node.Scalar scalar, String path) {
        String text = scalar.text();
        if (!allowed.isEmpty() && allowed.stream().noneMatch(a -> matches(a, text))) {
            throw unknown(scalar, path, allowed);
        }
        return text;
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(regex(pattern), text);
    }

    /// `*` stands for one or more characters.
    static String regex(String pattern) {
        return pattern.replaceAll("[.+^$(){}|\\[\\]\\\\?]", "\\\\$0").replace("*", ".+");
    }
}
