package org.bugle.app.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as a reader wants them: no more digits than tell something.
public final class Numbers {
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
        boolean plain = rounded.precision() - rounded.scale() <= 7 && rounded.scale() <= 6;
        return plain
                ? rounded.toPlainString()
                : rounded.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
    }
}
