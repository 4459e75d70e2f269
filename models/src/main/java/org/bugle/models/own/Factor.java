package org.bugle.models.own;

import org.bugle.models.formula.FormulaTree;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A function of one variable: a product of powers of basic functions. Two factors are equal if
/// they are written alike, so that equal ones are computed once.
///
/// @param powers exponents by basic function, none of them 0; empty for the function 1
record Factor(SortedMap<Basic, Double> powers) {
    private static final Pattern ALONE = Pattern.compile("\\w+(\\([^()]*\\))?");
    private static final double WHOLE = 1e9;

    static final Factor ONE = new Factor(Collections.emptySortedMap());

    /// A function that stands for itself, such as x or exp(-x^2/2).
    ///
    /// @param text what it looks like; it tells basic functions apart
    record Basic(String text, FormulaTree.Value value) implements Comparable<Basic> {
        @Override
        public int compareTo(Basic other) {
            return text.compareTo(other.text);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Basic basic && text.equals(basic.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Factor {
        SortedMap<Basic, Double> proper = new TreeMap<>(powers);
        proper.values().removeIf(p -> p == 0);
        powers = Collections.unmodifiableSortedMap(proper);
    }

    static Factor of(String text, FormulaTree.Value value) {
        return new Factor(new TreeMap<>(Map.of(new Basic(text, value), 1.0)));
    }

    boolean isOne() {
        return powers.isEmpty();
    }

    Factor times(Factor b) {
        SortedMap<Basic, Double> product = new TreeMap<>(powers);
        b.powers.forEach((basic, p) -> product.merge(basic, p, Double::sum));
        return new Factor(product);
    }

    Factor power(double exponent) {
        SortedMap<Basic, Double> power = new TreeMap<>(powers);
        power.replaceAll((_, p) -> p * exponent);
        return new Factor(power);
    }

    double at(double x) {
        double product = 1;
        for (Map.Entry<Basic, Double> each : powers.entrySet()) {
            product *= FormulaTree.power(each.getKey().value.at(x), each.getValue());
        }
        return product;
    }

    @Override
    public String toString() {
        return powers.entrySet().stream()
                .map(each ->
                        each.getValue() == 1
                                ? bracketed(each.getKey().text)
                                : bracketed(each.getKey().text) + "^" + brief(each.getValue()))
                .collect(Collectors.joining("*"));
    }

    /// Names and functions of something stand alone.
    private static String bracketed(String text) {
        return ALONE.matcher(text).matches() ? text : "(" + text + ")";
    }

    /// A number without a fraction of 0.
    static String brief(double number) {
        return number == Math.rint(number) && Math.abs(number) < WHOLE
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
