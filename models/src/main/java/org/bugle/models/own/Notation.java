package org.bugle.models.own;

import org.bugle.models.formula.Elementary;
import org.bugle.models.formula.Formula;
import org.bugle.models.formula.FormulaText;
import org.bugle.models.formula.FormulaTree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of an equation: its variables, its unknown and its constants. Derivatives are words
/// made of d and variables, such as dx, dxx and dxv; t is the time.
///
/// @param constants their numbers by name
record Notation(List<String> variables, String unknown, SortedMap<String, Double> constants) {
    static final String TIME = "t";
    static final String LAPLACIAN = "laplacian";

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    /// Names in a text, but not the e of 1e-5.
    private static final Pattern WORD = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

    /// @throws OwnEquationException if a name cannot be one, or means two things
    Notation {
        variables = List.copyOf(variables);
        constants = new TreeMap<>(constants);
        if (variables.size() < 2) {
            throw new OwnEquationException(
                    "domain",
                    "must have two variables or more, found %d".formatted(variables.size()));
        }
        Map<String, String> meanings = new TreeMap<>();
        meanings.put(TIME, "the time");
        meanings.put(LAPLACIAN, "the Laplacian");
        Formula.CONSTANTS.forEach((name, number) -> meanings.put(name, "the number " + number));
        Elementary.names().forEach(name -> meanings.put(name, "a function"));
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : variables) {
            claim(meanings, name, "domain." + name, "a variable");
            keys.put(name, "domain." + name);
        }
        claim(meanings, unknown, "unknown", "the unknown");
        keys.put(unknown, "unknown");
        for (String name : constants.keySet()) {
            claim(meanings, name, "constants." + name, "a constant");
            keys.put(name, "constants." + name);
        }
        for (Map.Entry<String, String> each : keys.entrySet()) {
            if (derivative(variables, each.getKey()).isPresent()) {
                throw new OwnEquationException(
                        each.getValue(),
                        "must have another name: %s is a derivative".formatted(each.getKey()));
            }
        }
    }

    private static void claim(
            Map<String, String> meanings, String name, String key, String meaning) {
        if (name.equals("dt")) {
            throw new OwnEquationException(key, "must have another name: dt is a derivative");
        }
        if (!NAME.matcher(name).matches()) {
            throw new OwnEquationException(
                    key,
                    "must be a name of letters and digits that begins with a letter, found '%s'"
                            .formatted(name));
        }
        String earlier = meanings.putIfAbsent(name, meaning);
        if (earlier != null) {
            throw new OwnEquationException(
                    key, "must have another name: %s is %s".formatted(name, earlier));
        }
    }

    /// The variables of a word such as dxv; empty if it is no such word.
    Optional<List<Integer>> derivative(String word) {
        return derivative(variables, word);
    }

    private static Optional<List<Integer>> derivative(List<String> variables, String word) {
        return word.startsWith("d") ? row(variables, word.substring(1)) : Optional.empty();
    }

    /// The first way to read letters as a row of variables.
    private static Optional<List<Integer>> row(List<String> variables, String letters) {
        for (int i = 0; i < variables.size(); i++) {
            if (!letters.startsWith(variables.get(i))) {
                continue;
            }
            String rest = letters.substring(variables.get(i).length());
            int first = i;
            Optional<List<Integer>> found =
                    rest.isEmpty()
                            ? Optional.of(List.of(first))
                            : row(variables, rest)
                                    .map(others -> {
                                        List<Integer> all = new ArrayList<>(List.of(first));
                                        all.addAll(others);
                                        return all;
                                    });
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The names that a formula without the unknown may use.
    List<String> names() {
        List<String> names = new ArrayList<>(variables);
        names.add(TIME);
        names.addAll(constants.keySet());
        names.addAll(Formula.CONSTANTS.keySet().stream().sorted().toList());
        return names;
    }

    /// Those of an equation.
    List<String> namesWithUnknown() {
        List<String> names = new ArrayList<>(List.of(unknown));
        variables.forEach(variable -> names.add("d" + variable));
        names.add(LAPLACIAN);
        names.addAll(names());
        return names;
    }

    /// The number of a name that is no variable.
    Optional<Double> constant(String name) {
        return Optional.ofNullable(constants.get(name))
                .or(() -> Optional.ofNullable(Formula.CONSTANTS.get(name)));
    }

    /// The tree of a formula without the unknown.
    ///
    /// @throws IllegalArgumentException if it cannot be read or has an unknown name
    FormulaTree tree(FormulaText text) {
        for (Matcher word = WORD.matcher(text.text()); word.find(); ) {
            requireKnown(text, word, names());
        }
        return text.tree();
    }

    /// The tree of the right-hand side of an equation, with derivatives as words before operands.
    ///
    /// @param from where the right-hand side begins in the text
    /// @throws IllegalArgumentException if it cannot be read or has an unknown name
    FormulaTree equation(FormulaText text, int from) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text.text());
        for (boolean found = word.find(from); found; found = word.find()) {
            if (word.group().equals(LAPLACIAN) || derivative(word.group()).isPresent()) {
                words.add(word.group());
            } else {
                requireNoDerivative(text, word);
                requireKnown(text, word, namesWithUnknown());
            }
        }
        return text.tree(from, words);
    }

    private static void requireKnown(FormulaText text, Matcher word, List<String> names) {
        if (!names.contains(word.group()) && !Elementary.names().contains(word.group())) {
            throw text.unknown(word.group(), word.start() + 1);
        }
    }

    /// Refuses d and letters before an operand, which were meant as a derivative.
    private void requireNoDerivative(FormulaText text, Matcher word) {
        String name = word.group();
        if (name.equals("dt")) {
            throw text.refused(
                    word.start() + 1,
                    "dt stands on the left-hand side only; equations of first order in time are"
                            + " meant");
        }
        boolean operand =
                text.text().substring(word.end()).stripLeading().matches("(?s)[A-Za-z(].*");
        if (name.matches("d[a-z]{1,4}") && operand && !namesWithUnknown().contains(name)) {
            throw text.refused(
                    word.start() + 1,
                    "%s is no derivative along variables of the domain; they are %s"
                            .formatted(name, String.join(", ", variables)));
        }
    }
}
