package org.bugle.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// Where values stand on a drawn axis, and which of them are marked. Positions are the values
/// themselves, or their decimal logarithms.
///
/// @param scale linear or logarithmic
/// @param low the position at which the axis begins
/// @param high the position at which it ends, above `low`
record Ruler(Axis.Scale scale, double low, double high) {

    /// Values that differ by less than this fraction of their size are one value up to rounding.
    private static final double FLAT = 1e-13;

    /// A mark this near to an end belongs to the axis, in steps between marks: their rounding is ε
    /// times the size of a value, which may be 10¹⁰ steps.
    private static final double ROUNDING = 1e-6;

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// A tick at a position.
    ///
    /// @param label empty at a minor tick
    record Mark(double position, String label) {
        boolean isMinor() {
            return label.isEmpty();
        }
    }

    /// The ruler that shows all of these values that its scale can show, with some room at the
    /// ends.
    static Ruler around(Axis.Scale scale, DoubleStream values) {
        return of(scale, values, 0.04);
    }

    /// The ruler from the least of these values to the largest.
    static Ruler exactly(Axis.Scale scale, DoubleStream values) {
        return of(scale, values, 0);
    }

    private static Ruler of(Axis.Scale scale, DoubleStream values, double room) {
        var range = values.filter(scale::shows).summaryStatistics();
        if (range.getCount() == 0) {
            return new Ruler(scale, 0, 1);
        }
        double low = position(scale, range.getMin());
        double high = position(scale, range.getMax());
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low <= FLAT * size) {
            double half = scale == Axis.Scale.LOG ? 0.5 : size == 0 ? 0.5 : size / 10;
            return new Ruler(scale, low - half, high + half);
        }
        return new Ruler(scale, low - room * (high - low), high + room * (high - low));
    }

    /// The same ruler, begun at 0 (on a logarithmic scale: at a power of ten), where bars start.
    Ruler fromBase() {
        return scale == Axis.Scale.LOG
                ? new Ruler(scale, Math.floor(low), high)
                : new Ruler(scale, Math.min(low, 0), Math.max(high, 0));
    }

    /// NaN where the scale cannot show the value.
    double position(double value) {
        return scale.shows(value) ? position(scale, value) : Double.NaN;
    }

    private static double position(Axis.Scale scale, double value) {
        return scale == Axis.Scale.LOG ? Math.log10(value) : value;
    }

    /// At most about `most` labelled marks, with unlabelled ones between powers of ten.
    List<Mark> marks(int most) {
        return scale == Axis.Scale.LOG ? powers(most) : steps(most);
    }

    private List<Mark> steps(int most) {
        double step = step((high - low) / Math.max(1, most));
        double size = Math.max(Math.abs(low), Math.abs(high));
        int digits = Math.clamp((int) Math.ceil(Math.log10(size / step)) + 1, 2, 16);
        List<Mark> marks = new ArrayList<>();
        for (double k = Math.ceil(low / step - ROUNDING); k * step <= high + ROUNDING * step; k++) {
            marks.add(new Mark(k * step, text(k * step, digits)));
        }
        return marks;
    }

    /// 1, 2 or 5 times a power of ten, the least that is not below `atLeast`.
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        return DoubleStream.of(1, 2, 5)
                .map(m -> m * power)
                .filter(s -> s >= atLeast * (1 - ROUNDING))
                .findFirst()
                .orElse(10 * power);
    }

    private List<Mark> powers(int most) {
        int first = (int) Math.floor(low);
        int last = (int) Math.ceil(high);
        boolean few = high - low < 1.5;
        // 0.001 beside 10⁻⁶ would look like another kind of number
        boolean plain = low >= -3.5 && high < 6;
        int every = Math.ceilDiv(last - first, Math.max(1, most));
        List<Mark> marks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            for (int m = 1; m <= 9; m++) {
                double position = power + Math.log10(m);
                boolean named = few ? isNamed(m) : m == 1 && Math.floorMod(power, every) == 0;
                boolean drawn = named || m == 1 || last - first <= 10;
                if (drawn && position >= low - ROUNDING && position <= high + ROUNDING) {
                    marks.add(new Mark(position, named ? name(m, power, plain) : ""));
                }
            }
        }
        return marks.stream().filter(mark -> !mark.isMinor()).count() < 2 ? close(most) : marks;
    }

    private static String name(int m, int power, boolean plain) {
        if (plain || m > 1) {
            return text(m * Math.pow(10, power), 4);
        }
        return power == 0 ? "1" : "10" + (power == 1 ? "" : superscript(power));
    }

    /// Within half a decade every second value has room for a name.
    private boolean isNamed(int m) {
        return high - low < 0.7 || m == 1 || m == 2 || m == 5;
    }

    /// The range holds less than one power of ten: marks at equal steps of the value.
    private List<Mark> close(int most) {
        return new Ruler(Axis.Scale.LINEAR, Math.pow(10, low), Math.pow(10, high))
                .steps(most).stream()
                        .map(mark -> new Mark(Math.log10(mark.position()), mark.label()))
                        .toList();
    }

    /// A number for people: plain where short, else with a power of ten.
    static String text(double value, int digits) {
        String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e", 2);
        double mantissa = Double.parseDouble(parts[0]);
        int exponent = Integer.parseInt(parts[1]);
        if (mantissa == 0) {
            return "0";
        }
        if (exponent >= -3 && exponent < 6) {
            double rounded = Double.parseDouble(parts[0] + "e" + parts[1]);
            return plain(String.format(Locale.ROOT, "%." + (digits + 3) + "f", rounded));
        }
        String power = "10" + superscript(exponent);
        String factor = plain(parts[0]);
        return switch (factor) {
            case "1" -> power;
            case "−1" -> "−" + power;
            default -> factor + "·" + power;
        };
    }

    private static String plain(String decimal) {
        String shortened = decimal.contains(".") ? decimal.replaceAll("\\.?0+$", "") : decimal;
        return shortened.replace('-', '−');
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        String.valueOf(Math.abs(exponent))
                .chars()
                .forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }
}
