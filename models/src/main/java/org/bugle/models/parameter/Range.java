package org.bugle.models.parameter;

/// The numbers that a key accepts: an interval, each end closed or open.
///
/// @param low lower end, −∞ for none
/// @param lowOpen whether `low` itself is refused
/// @param high upper end, +∞ for none
/// @param highOpen whether `high` itself is refused
/// @param finite whether NaN and ±∞ are refused; where they are not, NaN passes any bounds
public record Range(double low, boolean lowOpen, double high, boolean highOpen, boolean finite) {

    static Range of(Key key) {
        boolean lowOpen = key.above() > Double.NEGATIVE_INFINITY;
        boolean highOpen = key.below() < Double.POSITIVE_INFINITY;
        return new Range(
                lowOpen ? key.above() : key.min(),
                lowOpen,
                highOpen ? key.below() : key.max(),
                highOpen,
                key.finite());
    }

    /// Whether the number is accepted.
    public boolean contains(double x) {
        if (!Double.isFinite(x) && finite) {
            return false;
        }
        return !(lowOpen ? x <= low : x < low) && !(highOpen ? x >= high : x > high);
    }

    /// Such as `≥ 1`, `in [0, 1)`, or nothing for all numbers.
    @Override
    public String toString() {
        boolean hasLow = low > Double.NEGATIVE_INFINITY;
        boolean hasHigh = high < Double.POSITIVE_INFINITY;
        if (hasLow && hasHigh) {
            return "in "
                    + (lowOpen ? "(" : "[")
                    + format(low)
                    + ", "
                    + format(high)
                    + (highOpen ? ")" : "]");
        }
        if (hasLow) {
            return (lowOpen ? "> " : "≥ ") + format(low);
        }
        return hasHigh ? (highOpen ? "< " : "≤ ") + format(high) : "";
    }

    /// 1.0 as `1`, 1.0E-12 as `1e-12`.
    private static String format(double bound) {
        return Double.toString(bound).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }
}
