package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.split.StagedTree;
import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.SumTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ModeOde;
import org.bugle.substep.SeparableOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// How stiff the K-, L- and S-steps of an integrator are at a state, and what steps its substep
/// stands. The largest eigenvalue λ of each restriction comes from a power iteration with
/// differences of F: its modulus, from below and rarely by more than a tenth; its direction as
/// exactly as for a normal Jacobian, to which a pair λ, λ̄ looks like Re λ ± i|Im λ|.
///
/// These are the restrictions at the start: what arises later, when the bases have turned to
/// stiffer directions, is not in them, and no warning is wrong.
///
/// The limit is read off the substep itself, which is run on x′ = λ x: steps are unstable where
/// rounding would grow, over the whole run, by [#GROWTH] more than the exact e^{λt} does.
///
/// @param restrictions that the integrator solves, none if it solves them without limit
public record StabilityEstimate(Substep substep, List<Restriction> restrictions) {
    /// A restriction of the equation.
    ///
    /// @param name K-step, L-step, S-step or operator
    /// @param eigenvalue λ of largest modulus, per unit of time
    /// @param part of the step over which the integrator solves it
    public record Restriction(String name, Complex eigenvalue, double part) {}

    /// Less growth over a whole run is no instability; Heun's method on a wave has as much.
    private static final double GROWTH = 10;

    private static final int ITERATIONS = 16;

    /// The last ones, over which the modulus is averaged: it swings for a pair of eigenvalues.
    private static final int AVERAGED = 4;

    /// Of the difference quotient, relative to ‖X‖: the root of the unit roundoff.
    private static final double DIFFERENCE = Math.sqrt(Math.ulp(1.0));

    /// More steps than this are no remedy.
    private static final long MOST_STEPS = 1L << 40;

    public StabilityEstimate {
        restrictions = List.copyOf(restrictions);
    }

    /// @param y with orthonormal bases
    /// @param seed of the starts of the power iterations
    public static StabilityEstimate of(
            MatrixEquation equation,
            MatrixIntegrator integrator,
            double t,
            LowRankMatrix y,
            long seed) {
        Substep substep = integrator.substep();
        if (integrator instanceof FullRank) {
            Matrix all = Matrix.identity(y.cols());
            Dominant k = Dominant.of(equation.kEquation(all), t, y.toDense(), seed);
            return new StabilityEstimate(
                    substep, List.of(new Restriction("K-step", k.eigenvalue, 1)));
        }
        Dominant k = Dominant.of(equation.kEquation(y.v()), t, y.u().times(y.s()), seed);
        Dominant l = Dominant.of(equation.lEquation(y.u()), t, y.v().timesAdjoint(y.s()), seed + 1);
        Restriction kStep = new Restriction("K-step", k.eigenvalue, partOfK(integrator));
        Restriction lStep = new Restriction("L-step", l.eigenvalue, partOfL(integrator));
        if (integrator instanceof ProjectorSplitting) { // its S-steps are in bases it had before
            return new StabilityEstimate(substep, List.of(kStep, lStep));
        }
        // the stiffest directions, which rounding brings into the augmented bases sooner or later
        Matrix u = Basis.augment(y.u(), k.direction);
        Matrix v = Basis.augment(y.v(), l.direction);
        Matrix s0 = u.adjointTimes(y.u()).times(y.s()).timesAdjoint(v.adjointTimes(y.v()));
        Dominant s = Dominant.of(equation.sEquation(u, v), t, s0, seed + 2);
        return new StabilityEstimate(
                substep, List.of(kStep, lStep, new Restriction("S-step", s.eigenvalue, 1)));
    }

    /// Of any equation on a tree: what its linear part allows, if it has one.
    ///
    /// @param y any value of the equation's shape
    /// @param seed of the start of the power iteration
    public static StabilityEstimate of(
            TreeEquation equation, TreeIntegrator integrator, double t, TreeTensor y, long seed) {
        return switch (equation) {
            case LinearTreeEquation linear -> of(linear, integrator.substep(), 1, t, y, seed);
            case StagedTree(_, TreeEquation whole) -> of(whole, integrator, t, y, seed);
            case SumTreeEquation(List<TreeEquation> parts)
                    when parts.getFirst() instanceof LinearTreeEquation linear ->
                    of(linear, integrator.substep(), 1, t, y, seed);
            default -> new StabilityEstimate(integrator.substep(), List.of());
        };
    }

    /// Of a linear equation on a tree: a power iteration with the whole operator on networks of
    /// rank 2, which finds a lower bound, mostly a close one. What a node sees is not more.
    ///
    /// @param y any value of the equation's shape
    /// @param part of the step over which the integrator solves its small ODEs
    /// @param seed of the start of the power iteration
    public static StabilityEstimate of(
            LinearTreeEquation equation,
            Substep substep,
            double part,
            double t,
            TreeTensor y,
            long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Matrix> columns =
                IntStream.of(y.shape())
                        .mapToObj(n -> unit(Matrix.randomGaussian(n, 1, random)))
                        .toList();
        TreeTensor start = TreeTensor.product(y.tree(), columns);
        TreeTensor z = equation.isComplex() ? start.toComplex() : start;
        Growth growth = new Growth();
        while (!growth.isDone()) {
            TreeTensor image = equation.evaluate(t, z).orthonormalized();
            double modulus = image.norm();
            if (!(modulus > 0) || !Double.isFinite(modulus)) {
                break;
            }
            growth.add(modulus, z.inner(image).re());
            TreeTensor cut = image.truncated(Truncation.toRank(2)).value();
            z = cut.times(1 / cut.norm());
        }
        return new StabilityEstimate(
                substep, List.of(new Restriction("operator", growth.eigenvalue(), part)));
    }

    private static double partOfK(MatrixIntegrator integrator) {
        return integrator instanceof ProjectorSplitting(int order, _) && order == 2
                ? 0.5
                : partOfL(integrator);
    }

    private static double partOfL(MatrixIntegrator integrator) {
        return integrator instanceof MidpointBug ? 0.5 : 1;
    }

    /// The result of a power iteration z ← (G(t, X + εz) − G(t, X)) / ε, scaled to ‖z‖ = 1.
    private record Dominant(Complex eigenvalue, Matrix direction) {
        static Dominant of(ModeOde ode, double t, Matrix x, long seed) {
            Matrix rest = ode.evaluate(t, x);
            double norm = x.norm();
            double epsilon = DIFFERENCE * (norm > 0 ? norm : 1);
            Matrix z = unit(Matrix.randomGaussian(x.rows(), x.cols(), new SplitMix64(seed)));
            Growth growth = new Growth();
            while (!growth.isDone()) {
                Matrix image = ode.evaluate(t, x.plus(epsilon, z)).minus(rest).times(1 / epsilon);
                double modulus = image.norm();
                if (!(modulus > 0) || !Double.isFinite(modulus)) {
                    return new Dominant(Complex.ZERO, z);
                }
                growth.add(modulus, z.inner(image).re());
                z = unit(image);
            }
            return new Dominant(growth.eigenvalue(), z);
        }
    }

    /// λ from the images of a power iteration: its modulus and its real part.
    private static final class Growth {
        private int iterations;
        private double logModulus;
        private double real;

        void add(double modulus, double realPart) {
            if (iterations++ >= ITERATIONS - AVERAGED) {
                logModulus += Math.log(modulus) / AVERAGED;
                real += realPart / AVERAGED;
            }
        }

        boolean isDone() {
            return iterations == ITERATIONS;
        }

        /// 0 where the iteration broke off.
        Complex eigenvalue() {
            if (!isDone()) {
                return Complex.ZERO;
            }
            double modulus = Math.exp(logModulus);
            double re = Math.clamp(real, -modulus, modulus);
            return new Complex(re, Math.sqrt(modulus * modulus - re * re));
        }
    }

    private static Matrix unit(Matrix x) {
        return x.times(1 / x.norm());
    }

    /// The largest |λ|, per unit of time.
    public double spectralRadius() {
        return restrictions.stream().mapToDouble(r -> r.eigenvalue().abs()).max().orElse(0);
    }

    /// The largest of the steps `duration` / n that are stable over the duration; infinite if one
    /// single step is.
    public double largestStep(double duration) {
        double length = Math.abs(duration);
        double largest = Double.POSITIVE_INFINITY;
        for (Restriction restriction : restrictions) {
            long steps = fewestSteps(restriction, length);
            largest = Math.min(largest, steps <= 1 ? Double.POSITIVE_INFINITY : length / steps);
        }
        return largest;
    }

    private long fewestSteps(Restriction restriction, double duration) {
        long enough = 1;
        while (enough < MOST_STEPS && !isStable(restriction, duration / enough, duration)) {
            enough *= 2;
        }
        long tooFew = enough / 2;
        while (enough - tooFew > Math.max(1, enough / 64)) {
            long middle = (enough + tooFew) >>> 1;
            if (isStable(restriction, duration / middle, duration)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }

    private boolean isStable(Restriction restriction, double h, double duration) {
        double limit = substep.stability().real();
        if (Double.isNaN(limit) || limit == Double.POSITIVE_INFINITY) {
            return true; // the substep adapts itself, or is implicit or exponential
        }
        double solved = Math.abs(h) * restriction.part;
        double growth = Math.log(amplification(restriction.eigenvalue, solved)) / solved;
        double exact = Math.max(0, restriction.eigenvalue.re());
        return (growth - exact) * Math.abs(duration) <= Math.log(GROWTH);
    }

    /// |x(h)| for x′ = λ x, x(0) = 1 by the substep.
    private double amplification(Complex lambda, double h) {
        SeparableOde.Term term =
                new SeparableOde.Term(Coefficient.of(lambda), Optional.empty(), Optional.empty());
        Matrix one = Matrix.identity(1).toComplex();
        Span span = new Span(0, 0, 0, h);
        return substep.solve(new SeparableOde(List.of(term), List.of()), span, one).norm();
    }

    /// The restriction that allows the smallest steps.
    private Restriction worst(double duration) {
        Restriction worst = restrictions.getFirst();
        for (Restriction other : restrictions) {
            if (fewestSteps(other, duration) > fewestSteps(worst, duration)) {
                worst = other;
            }
        }
        return worst;
    }

    /// A sentence with the remedy if steps of `h` are unstable over the duration.
    public Optional<String> warning(double h, double duration) {
        double length = Math.abs(duration);
        if (restrictions.stream().allMatch(r -> isStable(r, h, length))) {
            return Optional.empty();
        }
        Restriction worst = worst(length);
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "steps of %.3g are unstable: the %s has eigenvalues up to %.3g%s, for"
                                + " which %s wants steps below %.3g; take at least %d steps, or an"
                                + " implicit or exponential substep",
                        Math.abs(h),
                        worst.name,
                        worst.eigenvalue.abs(),
                        axis(worst.eigenvalue),
                        substep.name(),
                        length / fewestSteps(worst, length),
                        fewestSteps(worst, length)));
    }

    private static String axis(Complex lambda) {
        if (-lambda.re() > 0.9 * lambda.abs()) {
            return " on the negative real axis";
        }
        return Math.abs(lambda.re()) < 0.1 * lambda.abs() ? " on the imaginary axis" : "";
    }
}
