package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Experiment;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.SingleConvolution;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Test A of TDLRT: one kernel, its convolution by chains, and the small gradients.
final class TuckerAlgebra {
    /// The figures have twelve digits.
    private static final double PRINTED = 1e-10;

    private static final List<Integer> SIZES = List.of(6, 5, 3, 3);

    private TuckerAlgebra() {}

    /// In the order in which they are drawn.
    ///
    /// @param random what is drawn next
    private record Data(Tucker factors, Array images, SplitMix64 random) {
        static Data drawn() {
            SplitMix64 random = new SplitMix64(1);
            Tucker factors = Draws.tucker(random, SIZES, List.of(3, 2, 2, 2));
            return new Data(factors, Draws.normals(random, List.of(4, 5, 8, 8), 1), random);
        }

        Weight by(TuckerConv2d.Chain chain) {
            return new TuckerConv2d(factors, TuckerConv2d.Modes.ALL, chain);
        }

        Array outputs(Weight kernel) {
            try (PlainEngine engine = new PlainEngine();
                    Evaluator evaluator = evaluator(engine, new Activation.Linear())) {
                return evaluator.outputs(TuckerRun.weights(kernel), Batch.of(images, images));
            }
        }

        double multiplications(Weight kernel) {
            try (PlainEngine engine = new PlainEngine();
                    Evaluator evaluator = evaluator(engine, new Activation.Linear())) {
                return evaluator
                        .cost(TuckerRun.weights(kernel), Batch.of(images, images))
                        .multiplications();
            }
        }

        Qr qr(int mode) {
            return Qr.of(factors.core().unfold(mode).adjoint());
        }
    }

    private static Evaluator evaluator(PlainEngine engine, Activation activation) {
        return new Evaluator(
                engine, new SingleConvolution(SIZES, 1, activation), Criterion.HALF_SQUARES);
    }

    static Experiment experiment() {
        return Experiment.of(
                "A",
                "Algebra of one Tucker kernel 6×5×3×3 of ranks 3, 2, 2, 2",
                convolution(),
                costs(),
                given(),
                regression());
    }

    private static Case.Measured convolution() {
        return Case.of(
                List.of(
                        TuckerRun.near("norm of the kernel", 4.59461402378, PRINTED),
                        TuckerRun.near("first entry of the kernel", -0.040263385357, PRINTED),
                        TuckerRun.near("last entry of the kernel", 0.0064005235682, PRINTED),
                        TuckerRun.near("norm of the convolution", 66.6832794643, PRINTED),
                        TuckerRun.near("first entry of the convolution", 0.844547149881, PRINTED),
                        TuckerRun.near("last entry of the convolution", 4.18778659233, PRINTED),
                        TuckerRun.atMost("3-stage chain against the dense kernel", 1e-13),
                        TuckerRun.atMost("5-stage chain against the dense kernel", 1e-13)),
                _ -> convolved());
    }

    private static List<Double> convolved() {
        Data data = Data.drawn();
        Tensor w = data.factors().toDense();
        Array y = data.outputs(DenseWeight.trained(Array.of(w)));
        return List.of(
                w.norm(),
                w.get(0, 0, 0, 0),
                w.get(5, 4, 2, 2),
                y.norm(),
                y.at(0),
                y.at(y.size() - 1),
                relative(data.outputs(data.by(TuckerConv2d.Chain.THREE)), y),
                relative(data.outputs(data.by(TuckerConv2d.Chain.FIVE)), y));
    }

    private static double relative(Array a, Array b) {
        return a.plus(-1, b).norm() / b.norm();
    }

    private static Case.Measured costs() {
        return Case.of(
                List.of(
                        TuckerRun.exactly("parameters of the full kernel", 270),
                        TuckerRun.exactly("parameters of the factors", 64),
                        TuckerRun.exactly("multiplications on 8×8 pixels, full", 17280),
                        TuckerRun.exactly("multiplications on 8×8 pixels, 3 stages", 5248),
                        TuckerRun.exactly("multiplications on 8×8 pixels, 5 stages", 5632)),
                _ -> {
                    Data data = Data.drawn();
                    Weight full = DenseWeight.trained(Array.of(data.factors().toDense()));
                    Weight three = data.by(TuckerConv2d.Chain.THREE);
                    return List.of(
                            (double) full.parameters(),
                            (double) three.parameters(),
                            data.multiplications(full),
                            data.multiplications(three),
                            data.multiplications(data.by(TuckerConv2d.Chain.FIVE)));
                });
    }

    private static List<Claim> gradients(
            String of, double core, List<Double> byBasis, List<Double> byK) {
        List<Claim> claims = new ArrayList<>();
        claims.add(TuckerRun.near(of + ": gradient by the core", core, PRINTED));
        for (int i = 0; i < 4; i++) {
            claims.add(TuckerRun.near(of + ": by basis " + (i + 1), byBasis.get(i), PRINTED));
            claims.add(TuckerRun.near(of + ": by K of mode " + (i + 1), byK.get(i), PRINTED));
        }
        return claims;
    }

    private static List<Double> norms(Data data, Gradient.OfFactors gradient) {
        List<Double> norms = new ArrayList<>();
        norms.add(gradient.core().norm());
        for (int i = 0; i < 4; i++) {
            norms.add(gradient.byBasis(i, data.factors().core()).norm());
            norms.add(gradient.byK(i, data.qr(i).q()).norm());
        }
        return norms;
    }

    private static Case.Measured given() {
        List<Claim> claims =
                new ArrayList<>(
                        gradients(
                                "given gradient",
                                4.43469359035,
                                List.of(7.40003282096, 7.86177875549, 5.25291681986, 3.55711546657),
                                List.of(
                                        3.09580987132,
                                        2.38957348911,
                                        1.98917616578,
                                        1.21697817752)));
        claims.add(TuckerRun.near("norm of the given gradient", 15.2452335437, PRINTED));
        claims.add(TuckerRun.near("norm of its tangent projection", 5.51888814633, PRINTED));
        return Case.of(
                claims,
                _ -> {
                    Data data = Data.drawn();
                    Array g = Draws.normals(data.random(), SIZES, 1);
                    Gradient.OfFactors seen =
                            Gradient.OfFactors.ofAll(g, TuckerRun.kernel(data.factors()));
                    List<Double> values = norms(data, seen);
                    values.add(g.norm());
                    values.add(tangent(data, seen));
                    return values;
                });
    }

    /// ‖P(W)G‖² = ‖G ×_i U_iᵀ‖² + Σ_i ‖(I − U_iU_iᵀ) M_i Q_i‖², parts that are orthogonal.
    private static double tangent(Data data, Gradient.OfFactors seen) {
        double squares = Math.pow(seen.core().norm(), 2);
        for (int i = 0; i < 4; i++) {
            Matrix byK = seen.byK(i, data.qr(i).q());
            squares += Math.pow(Basis.outside(data.factors().bases().get(i), byK).norm(), 2);
        }
        return Math.sqrt(squares);
    }

    private static Case.Measured regression() {
        List<Claim> claims = new ArrayList<>();
        claims.add(TuckerRun.near("ReLU regression: loss", 1.196522731913, PRINTED));
        claims.addAll(
                gradients(
                        "ReLU regression",
                        0.324301812121,
                        List.of(1.20513696445, 1.18665414447, 1.22228001303, 1.22333191937),
                        List.of(0.321480860451, 0.325560714655, 0.318402192480, 0.317900273066)));
        return Case.of(claims, _ -> regressed());
    }

    /// ½ mean (ReLU(conv) − Y)²: half the squares of a sample, divided by its 6·8·8 outputs.
    private static List<Double> regressed() {
        Data data = Data.drawn();
        Array y = Draws.normals(data.random(), List.of(4, 6, 8, 8), 1);
        double outputs = 6 * 8 * 8;
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = evaluator(engine, new Activation.Relu())) {
            Evaluation found =
                    evaluator
                            .training(Batch.of(data.images(), y), 0)
                            .evaluate(
                                    TuckerRun.weights(TuckerRun.kernel(data.factors())),
                                    Map.of(TuckerRun.KERNEL, Wanted.FACTORS));
            List<Double> values = new ArrayList<>();
            values.add(found.loss() / outputs);
            norms(data, found.factors(TuckerRun.KERNEL)).forEach(n -> values.add(n / outputs));
            return values;
        }
    }
}
