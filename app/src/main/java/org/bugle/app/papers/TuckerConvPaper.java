package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.ConvNet;
import org.bugle.neural.network.Network;
import org.bugle.neural.network.ResNet18;
import org.bugle.neural.network.Vgg16;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// Training of convolutions in Tucker format, TDLRT (arXiv:2305.19059): tests A–F, an adapter, and
/// counts of parameters, with figures of an independent implementation. The paper's own experiments
/// need data sets and GPUs.
final class TuckerConvPaper {
    private TuckerConvPaper() {}

    static Paper paper() {
        return new Paper(
                "tucker-conv",
                "2305.19059",
                "Geometry-aware training of factorized layers in tensor Tucker format",
                () ->
                        List.of(
                                TuckerAlgebra.experiment(),
                                TuckerQuadratic.experiment(),
                                TuckerFlow.experiment(),
                                TuckerTeachers.linear(),
                                TuckerRelu.experiment(),
                                TuckerGratings.experiment(),
                                TuckerTeachers.adapter(),
                                counts(),
                                published()));
    }

    private static Experiment counts() {
        return Experiment.of(
                "counts",
                "Parameters of convolutions, of which compression rates are made",
                TuckerRun.one(
                        TuckerRun.exactly("VGG16 for images 32×32", 14_710_464),
                        _ -> List.of(kernels(Vgg16.of(10)))),
                TuckerRun.one(
                        TuckerRun.exactly("ResNet18 with a stem 3×3", 11_159_232),
                        _ -> List.of(kernels(ResNet18.of(10)))),
                TuckerRun.one(
                        TuckerRun.exactly("LeNet5", 25_500),
                        _ -> List.of(kernels(ConvNet.leNet5(new Activation.Relu(), 10)))));
    }

    private static double kernels(Network network) {
        Weights weights = network.initialize(new SplitMix64(0));
        return network.layers().stream()
                .map(weights::get)
                .filter(weight -> weight.shape().size() == 4)
                .mapToLong(Weight::parameters)
                .sum();
    }

    private static Experiment published() {
        String training = "needs CIFAR-10 and of the order of 100 epochs on a GPU";
        return Experiment.of(
                "paper",
                "Experiments of the paper",
                compression("AlexNet", 0.901, training),
                compression("VGG16, τ = 0.03", 0.953, training),
                compression("ResNet18", 0.939, training),
                unpublished(
                        "accuracy over compression, 20 random starts, CIFAR-10 and Tiny-ImageNet",
                        "needs the data sets and GPUs; the curves are not published as numbers"),
                unpublished(
                        "inference time and memory over compression",
                        "depends on the device; the curves are not published as numbers"),
                unpublished(
                        "LeNet5 on MNIST from falling singular values",
                        "needs MNIST; the curves are not published as numbers. Test F stands for"
                                + " it"),
                unpublished(
                        "ranks of VGG16 over iterations for several τ",
                        "needs CIFAR-10 and a GPU; the curves are not published as numbers"),
                unpublished(
                        "adapters for a GLUE task and for Stable Diffusion",
                        "needs the pretrained models, data sets and GPUs; the figures are not"
                                + " published. The adapter case stands for it"));
    }

    private static Case compression(String network, double figure, String reason) {
        return Case.notRun(
                "CIFAR-10, %s: share of the convolutions' parameters saved".formatted(network),
                new Criterion.Near(figure, 0.01),
                Source.PAPER,
                reason);
    }

    private static Case unpublished(String claim, String reason) {
        return Case.notRun(claim, new Criterion.Unpublished(), Source.PAPER, reason);
    }
}
