package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankLinear;

import java.util.ArrayList;
import java.util.List;

/// GeoLoRA (arXiv:2410.18720), with tables E1–E6 of spec `geolora`, whose figures are those of an
/// independent implementation; and the sizes of its predecessor's networks (DLRT,
/// arXiv:2205.13571). The paper's own tables could not be read.
final class GeoLoraPaper {
    /// Counts are exact.
    private static final double EXACT = 0;

    private static final long LENET = 430_500;

    private GeoLoraPaper() {}

    static Paper paper() {
        return new Paper(
                "geolora",
                "2410.18720",
                "GeoLoRA: geometric integration for parameter efficient fine-tuning",
                () ->
                        List.of(
                                dlrt(),
                                GeoLoraStep.e1(),
                                GeoLoraRecovery.e2(),
                                GeoLoraRates.e2b(),
                                GeoLoraRates.e3(),
                                GeoLoraFlow.e4(),
                                GeoLoraTeacher.e5(),
                                new GeoLoraTransformer().e6(),
                                publishedRuns()));
    }

    // ---- DLRT's LeNet5

    private static Experiment dlrt() {
        return Experiment.of(
                "DLRT",
                "LeNet5 in factors: 20×25, 50×500, 500×800 and 10×500",
                sizes("0.11", List.of(15, 46, 13, 10), 47_975, 50_585),
                sizes("0.15", List.of(13, 31, 9, 10), 34_435, 35_746),
                sizes("0.20", List.of(10, 20, 7, 10), 25_650, 26_299),
                sizes("0.30", List.of(6, 9, 4, 10), 15_520, 15_753),
                accuracy("0.11", 95.42),
                accuracy("0.15", 95.53),
                accuracy("0.20", 95.01),
                accuracy("0.30", 92.43));
    }

    private static Case sizes(String tau, List<Integer> ranks, long deployed, long trained) {
        String of = "τ = %s, ranks %s: ".formatted(tau, ranks);
        List<Claim> claims =
                List.of(
                        counted(of + "parameters deployed", deployed),
                        counted(of + "parameters trained", trained),
                        new Claim(
                                of + "compression in %",
                                new Criterion.Near(compression(deployed), 5e-4),
                                Source.AUTHORS_CODE));
        return Case.of(
                claims,
                _ -> {
                    List<Factored> layers = lenet(ranks);
                    long parameters = layers.stream().mapToLong(Factored::parameters).sum();
                    long moved = layers.stream().mapToLong(Factored::trainedParameters).sum();
                    return List.of((double) parameters, (double) moved, compression(parameters));
                });
    }

    private static Claim counted(String text, long count) {
        return new Claim(text, new Criterion.Near((double) count, EXACT), Source.REFERENCE);
    }

    private static double compression(long parameters) {
        return 100 * (1 - (double) parameters / LENET);
    }

    private static List<Factored> lenet(List<Integer> ranks) {
        int[][] shapes = {{20, 25}, {50, 500}, {500, 800}, {10, 500}};
        List<Factored> layers = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            int r = ranks.get(i);
            Matrix u = Matrix.zeros(shapes[i][0], r);
            Matrix v = Matrix.zeros(shapes[i][1], r);
            layers.add(new LowRankLinear(Tucker.of(new LowRankMatrix(u, Matrix.zeros(r, r), v))));
        }
        return layers;
    }

    private static Case accuracy(String tau, double percent) {
        return Case.notRun(
                "τ = %s: test accuracy on MNIST in %%, mean of 5 runs".formatted(tau),
                new Criterion.Near(percent, 0.02),
                Source.AUTHORS_CODE,
                "trains on all 60 000 images of MNIST, which are not part of the project");
    }

    // ---- what needs a GPU

    private static Experiment publishedRuns() {
        List<Case> cases = new ArrayList<>();
        for (String task :
                List.of("CoLA", "MNLI", "MRPC", "QNLI", "QQP", "RTE", "SST-2", "STS-B")) {
            cases.add(
                    unpublished(
                            "GLUE, DeBERTa-v3-base, " + task + ": score",
                            "needs the 183 million weights of DeBERTa-v3-base, the data set and a"
                                    + " GPU"));
        }
        for (String data : List.of("CIFAR-10", "CIFAR-100", "Tiny-ImageNet")) {
            cases.add(
                    unpublished(
                            "ViT-B/16 on " + data + ": accuracy by rank budget and learning rate",
                            "needs the weights of ViT-B/16, the images and a GPU"));
        }
        cases.add(
                unpublished(
                        "Stable Diffusion v1-4, Dreambooth: loss by number of parameters",
                        "needs the weights of Stable Diffusion and a GPU"));
        return new Experiment("GPU", "Fine-tuning of large models", cases);
    }

    private static Case unpublished(String claim, String reason) {
        return Case.notRun(claim, new Criterion.Unpublished(), Source.PAPER, reason);
    }
}
