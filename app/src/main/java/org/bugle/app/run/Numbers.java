package org.bugle.app.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as a reader wants them: no more digits than tell something.
public final class Numbers {
    /// Smaller numbers are written with an exponent.
    private static final double SMALL = 1e-3;

    private Numbers() {}

    /// Such as `1`, `0.02`, `1e-8`, `3.14159`: up to six digits, no idle zeros.
    public static String brief(double value) {
        return brief(value, 6);
    }

    /// The same with another number of digits.
    public static String brief(double value, int digits) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        boolean plain =
                value == 0
                        || (rounded.precision() - rounded.scale() <= 7 && Math.abs(value) >= SMALL);
        return plain ? rounded.toPlainString() : withExponent(rounded);
    }

    private static String withExponent(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (value.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + "e"
                + (value.precision() - value.scale() - 1);
    }

    /// Such as `12 KiB` or `3.4 MiB`.
    public static String bytes(long count) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double value = count;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return brief(value, 3) + " " + units[unit];
    }

    /// Such as `1.234e-05`.
    public static String scientific(double value) {
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /// With so many digits behind the point.
    public static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
