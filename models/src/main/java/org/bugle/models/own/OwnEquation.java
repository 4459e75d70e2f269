package org.bugle.models.own;

import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Axis;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.ProblemFamily;
import org.bugle.models.TreeProblem;
import org.bugle.models.formula.Formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// An equation of first order in time, as one writes it: `dt f = -v * dx f + 0.1 * dxx f - f^3`.
///
/// The right-hand side is a sum of terms. A term is a product of numbers, functions of one variable
/// each, functions of the time t, and one part of the unknown: a power, a derivative of one (dx f,
/// dxx f, dxv f, laplacian f, dx(f^2)), or derivatives of products, dx(v*f), dx(x * dx f). Products
/// over sums are multiplied out, so are whole powers of sums, e^{a+b}, sin(a+b) and cos(a+b); what
/// is no product of functions of one variable each then is refused. A power before a first
/// derivative is written in conservative form, f^p dx f = dx(f^(p+1))/(p+1). Terms without the
/// unknown are sources.
///
/// The initial value and the exact solution are formulas in the variables (and t): sums of products
/// as well, or else of low rank, to 10⁻¹⁰ by cross approximation.
///
/// @param domain the variables in the order of the modes, two or more
/// @param exact solution, a formula in the variables and t: the reference then
/// @param constants numbers by name, as formulas of numbers and of earlier constants
/// @param tree of three variables or more: star, balanced, linear or an expression
public record OwnEquation(
        SequencedMap<String, Coordinate> domain,
        String unknown,
        String equation,
        String initial,
        SequencedMap<String, String> constants,
        Optional<String> exact,
        Optional<String> tree)
        implements ProblemFamily {
    public OwnEquation {
        domain = copied(domain);
        constants = copied(constants);
    }

    private static <T> SequencedMap<String, T> copied(SequencedMap<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    /// An equation to which variables are added by [#along].
    public static OwnEquation of(String unknown, String equation, String initial) {
        return new OwnEquation(
                new LinkedHashMap<>(),
                unknown,
                equation,
                initial,
                new LinkedHashMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    /// The equation with one variable more.
    public OwnEquation along(String variable, Coordinate coordinate) {
        SequencedMap<String, Coordinate> more = new LinkedHashMap<>(domain);
        more.put(variable, coordinate);
        return new OwnEquation(more, unknown, equation, initial, constants, exact, tree);
    }

    /// The equation with one constant more.
    public OwnEquation with(String constant, double value) {
        SequencedMap<String, String> more = new LinkedHashMap<>(constants);
        more.put(constant, String.valueOf(value));
        return new OwnEquation(domain, unknown, equation, initial, more, exact, tree);
    }

    /// The equation with its exact solution.
    public OwnEquation withExact(String solution) {
        return new OwnEquation(
                domain, unknown, equation, initial, constants, Optional.of(solution), tree);
    }

    /// The equation from another initial value.
    public OwnEquation withInitial(String value) {
        return new OwnEquation(domain, unknown, equation, value, constants, exact, tree);
    }

    /// The equation on another tree than the star.
    public OwnEquation onTree(String description) {
        return new OwnEquation(
                domain, unknown, equation, initial, constants, exact, Optional.of(description));
    }

    /// The equation on its grid, with start and reference.
    ///
    /// @throws OwnEquationException if something in it cannot be; the sentence names the key, and
    ///   the position in a formula
    public OwnProblem build() {
        return OwnProblem.of(this);
    }

    /// An initial value that is no formula.
    @FunctionalInterface
    public interface Initial {
        /// @param tree of the value; (0 1) for two variables
        /// @param sites its grids
        /// @param complex whether the equation is; else the value must be real
        TreeTensor on(Tree tree, List<Grid> sites, boolean complex);
    }

    /// The equation on its grid, from another initial value than that of [#initial].
    ///
    /// @throws OwnEquationException as [#build]
    public OwnProblem build(Initial other) {
        return OwnProblem.of(this, other);
    }

    /// The problem of two variables, whose solution is a matrix.
    ///
    /// @throws OwnEquationException as [#build], or if there are more variables
    public MatrixProblem matrixProblem() {
        if (build().problem() instanceof MatrixProblem problem) {
            return problem;
        }
        throw new OwnEquationException(
                "domain", "must have two variables for a matrix, found " + domain.size());
    }

    /// The problem of three variables or more, whose solution stands on a tree.
    ///
    /// @throws OwnEquationException as [#build], or if there are two variables only
    public TreeProblem treeProblem() {
        if (build().problem() instanceof TreeProblem problem) {
            return problem;
        }
        throw new OwnEquationException(
                "domain", "must have three variables or more for a tree, found " + domain.size());
    }

    /// Whether it has a part for implicit methods; grids are not needed to tell.
    ///
    /// @throws OwnEquationException if names or the equation cannot be read
    public boolean isStiff() {
        return EquationText.equation(notation(), equation).stream()
                .anyMatch(Discretisation::isStiff);
    }

    /// Whether its solution is a matrix or stands on a star.
    ///
    /// @throws OwnEquationException if the tree cannot be read
    public boolean isOnStar() {
        return OwnProblem.tree(tree, domain.size()).equals(Tree.star(domain.size()));
    }

    @Override
    public Problem<?> problem(long seed) {
        return build().problem();
    }

    Notation notation() {
        TreeMap<String, Double> numbers = new TreeMap<>();
        constants.forEach((name, text) -> {
            String key = "constants." + name;
            List<String> earlier = new ArrayList<>(numbers.keySet());
            try {
                double number =
                        Formula.of(key, text, earlier)
                                .at(earlier.stream().mapToDouble(numbers::get).toArray());
                if (!Double.isFinite(number)) {
                    throw new OwnEquationException(key, "must be finite, found " + number);
                }
                numbers.put(name, number);
            } catch (IllegalArgumentException e) {
                throw OwnEquationException.of(key, e);
            }
        });
        return new Notation(List.copyOf(domain.keySet()), unknown, numbers);
    }

    List<Axis> axes(Map<String, Double> numbers) {
        List<Axis> axes = new ArrayList<>();
        domain.forEach((name, coordinate) -> axes.add(coordinate.axis(name, numbers)));
        return axes;
    }
}
