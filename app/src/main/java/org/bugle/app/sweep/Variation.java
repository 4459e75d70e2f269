package org.bugle.app.sweep;

import org.bugle.app.config.InputException;
import org.bugle.app.run.Numbers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A key of the run file that varies from case to case, and how: `--over key=values`.
///
/// @param key dotted
public record Variation(String key, Values values) {
    /// Numbers have at most so many digits, so that 0.3 is 0.3 and a decade is a decade.
    private static final int DIGITS = 12;

    private static final String NUMBER = "([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)";

    private static final Pattern RANGE =
            Pattern.compile(NUMBER + ":" + NUMBER + "(?::(\\d+))?(:log)?");

    /// Where the values come from.
    public sealed interface Values {}

    /// Values as they are written, each YAML.
    public record Listed(List<String> values) implements Values {
        public Listed {
            values = List.copyOf(values);
        }
    }

    /// Numbers from one to another, equidistant or with equal ratios.
    public record Range(double from, double to, int count, boolean log) implements Values {}

    /// The numbers between two bounds, to draw from.
    public record Interval(double low, double high, boolean log) implements Values {}

    /// Reads `key=a,b,c`, `key=from:to:count`, `key=from:to:count:log`, `key=low:high` or
    /// `key=low:high:log`.
    ///
    /// @throws InputException if it is none of these
    public static Variation parse(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals).strip();
        if (key.isEmpty() || List.of(key.split("\\.", -1)).stream().anyMatch(String::isBlank)) {
            throw new InputException(
                    "--over '%s': write --over key=a,b,c or --over key=from:to:count"
                            .formatted(text));
        }
        String values = text.substring(equals + 1).strip();
        Matcher range = RANGE.matcher(values);
        return new Variation(
                key, range.matches() ? range(key, range) : new Listed(listed(key, values)));
    }

    private static Values range(String key, Matcher range) {
        double from = Double.parseDouble(range.group(1));
        double to = Double.parseDouble(range.group(2));
        boolean log = range.group(4) != null;
        if (log && !(from > 0 && to > 0)) {
            throw new InputException(
                    "--over %s: a logarithmic range must be of positive numbers, found %s to %s"
                            .formatted(key, Numbers.brief(from), Numbers.brief(to)));
        }
        if (range.group(3) == null) {
            if (!(from < to)) {
                throw new InputException(
                        "--over %s: low must be less than high, found %s:%s"
                                .formatted(key, range.group(1), range.group(2)));
            }
            return new Interval(from, to, log);
        }
        int count = count(key, range.group(3));
        return new Range(from, to, count, log);
    }

    private static int count(String key, String digits) {
        if (digits.length() < 7 && Integer.parseInt(digits) >= 1) {
            return Integer.parseInt(digits);
        }
        throw new InputException(
                "--over %s: the count of a range must be from 1 to 999999, found %s"
                        .formatted(key, digits));
    }

    /// The values between the commas that stand in no bracket and no quotes.
    private static List<String> listed(String key, String text) {
        List<String> values = new ArrayList<>();
        Deque<Character> open = new ArrayDeque<>();
        int begin = 0;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean quoted = !open.isEmpty() && (open.peek() == '"' || open.peek() == '\'');
            if (quoted ? c == open.peek() : (c == '}' || c == ']') && !open.isEmpty()) {
                open.pop();
            } else if (!quoted && "{['\"".indexOf(c) >= 0) {
                open.push(c);
            } else if (c == ',' && open.isEmpty()) {
                values.add(text.substring(begin, k).strip());
                begin = k + 1;
            }
        }
        values.add(text.substring(begin).strip());
        if (values.stream().anyMatch(String::isEmpty)) {
            throw new InputException(
                    "--over %s: a value is empty, found '%s'".formatted(key, text));
        }
        return values;
    }

    /// The values of a grid's axis.
    ///
    /// @param whole whether the key takes whole numbers alone
    /// @throws InputException if the values are bounds to draw from
    List<String> axis(boolean whole) {
        return switch (values) {
            case Listed(List<String> listed) -> listed;
            case Range range -> points(range).mapToObj(x -> text(x, whole)).distinct().toList();
            case Interval(double low, double high, _) ->
                    throw new InputException(
                            "--over %s: a range needs its count, such as %s=%s:%s:5; to draw numbers from it, give --random N"
                                    .formatted(key, key, Numbers.brief(low), Numbers.brief(high)));
        };
    }

    private static DoubleStream points(Range range) {
        int last = range.count() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToDouble(k -> {
                    double share = last == 0 ? 0 : (double) k / last;
                    return range.log()
                            ? range.from() * Math.pow(range.to() / range.from(), share)
                            : range.from() * (1 - share) + range.to() * share;
                });
    }

    /// One value, each of a list with the same probability, each number of an interval with the
    /// same density (of its logarithm, where so wanted).
    ///
    /// @param whole whether the key takes whole numbers alone
    String drawn(boolean whole, RandomGenerator random) {
        return switch (values) {
            case Listed(List<String> listed) ->
                    listed.get((int) (random.nextDouble() * listed.size()));
            case Interval(double low, double high, boolean log) -> {
                // each whole number has the same share of a longer interval
                double reach = whole && !log ? high - low + 1 : high - low;
                double share = random.nextDouble();
                double x = log ? low * Math.pow(high / low, share) : low + share * reach;
                yield text(whole && !log ? Math.floor(x) : x, whole);
            }
            case Range range ->
                    throw new InputException(
                            "--over %s: --random draws from %s:%s without a count"
                                    .formatted(
                                            key,
                                            Numbers.brief(range.from()),
                                            Numbers.brief(range.to())));
        };
    }

    private static String text(double x, boolean whole) {
        return whole ? String.valueOf(Math.round(x)) : Numbers.brief(x, DIGITS);
    }
}
