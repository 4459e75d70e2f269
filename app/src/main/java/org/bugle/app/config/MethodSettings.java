package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `method:` of a train file: how weights are stored and moved.
public sealed interface MethodSettings {

    String LAYERS =
            "weights to put into factors: names, or their ends behind a dot, without .weight; all"
                    + " linear layers and convolutions where none is named";
    String RANK = "rank to start from, at most the sizes of each layer";
    String FIXED_RANK = "rank of every layer, at most its sizes";
    String MIN_RANK = "a truncation keeps at least this rank";
    String MAX_RANK = "a truncation keeps at most this rank";
    String ADAPTER =
            "whether the weights stay frozen and a low-rank correction of them is trained; where it"
                    + " is left out, they do if the training starts from trained weights";
    String GEOLORA = "arXiv:2410.18720";
    String TDLRT = "arXiv:2305.19059";
    String CONDLR = "arXiv:2306.01485";

    List<String> layers();

    /// Whether a correction of frozen weights is trained.
    default Optional<Boolean> adapter() {
        return Optional.empty();
    }

    /// All weights, dense.
    @Named(value = "full", doc = "all entries of all weights: the baseline")
    record Full() implements MethodSettings {
        @Override
        public List<String> layers() {
            return List.of();
        }
    }

    @Named(
            value = "geolora",
            doc = "rank-adaptive low rank from one backward pass an iteration; " + GEOLORA)
    record GeoLora(
            @Key(doc = RANK, def = "8", min = 1) int rank,
            @Key(
                            doc = "relative Frobenius tolerance of a truncation",
                            def = "0.1",
                            min = 0,
                            below = 1,
                            source = GEOLORA)
                    double tolerance,
            @Key(
                            doc =
                                    "sum of the ranks of all layers to end with; the tolerance does"
                                            + " not count then",
                            min = 1)
                    Optional<Integer> budget,
            @Key(
                            doc =
                                    "steps of the coefficients alone from one augmentation to the"
                                            + " next",
                            def = "10",
                            min = 0,
                            source = "the authors' code: 10 to 100")
                    int steps,
            @Key(
                            doc =
                                    "learning rate of an augmentation; the iteration's where left"
                                            + " out",
                            above = 0)
                    Optional<Double> augmentationRate,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank,
            @Key(doc = ADAPTER) Optional<Boolean> adapter,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    /// How the bases of DLRT move.
    enum Variant {
        ADAPTIVE,
        @Named("fixed")
        FIXED,
        @Named("fixed-augmented")
        AUGMENTED
    }

    @Named(
            value = "dlrt",
            doc =
                    "dynamical low-rank training of matrices, two backward passes an iteration;"
                            + " arXiv:2205.13571")
    record Dlrt(
            @Key(doc = RANK, def = "20", min = 1) int rank,
            @Key(
                            doc = "relative Frobenius tolerance of a truncation",
                            def = "0.1",
                            min = 0,
                            below = 1)
                    double tolerance,
            @Key(
                            doc =
                                    "adaptive rank; or a fixed one, with the new basis alone or"
                                            + " with augmentation and truncation",
                            def = "adaptive")
                    Variant variant,
            @Key(doc = "core steps from an augmentation to its truncation", def = "1", min = 1)
                    int steps,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank,
            @Key(doc = ADAPTER) Optional<Boolean> adapter,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    /// Which modes of a kernel are compressed.
    enum Modes {
        ALL,
        CHANNELS
    }

    /// How a Tucker convolution is evaluated.
    enum Chain {
        THREE,
        FIVE
    }

    @Named(
            value = "tucker",
            doc =
                    "kernels as Tucker tensors, linear layers as low-rank matrices, both by DLRT; "
                            + TDLRT)
    record Tucker(
            @Key(
                            doc =
                                    "ranks of a kernel to start from, as shares of its sizes (out,"
                                            + " in, rows, columns)",
                            def = "[0.5, 0.5, 1.0, 1.0]",
                            above = 0,
                            max = 1)
                    List<Double> ranks,
            @Key(doc = "rank of linear layers to start from", def = "20", min = 1) int rank,
            @Key(
                            doc = "relative Frobenius tolerance of a truncation",
                            def = "0.1",
                            min = 0,
                            below = 1)
                    double tolerance,
            @Key(
                            doc =
                                    "entry (a, b, …) of a core is divided by this to the power a +"
                                            + " b + … at the start, at the same norm: drawn weights"
                                            + " have flat spectra, and nothing to truncate",
                            def = "1.0",
                            min = 1,
                            source = TDLRT)
                    double decay,
            @Key(doc = "all modes (Tucker-4) or the channels alone (Tucker-2)", def = "all")
                    Modes modes,
            @Key(doc = "stages of a convolution: three or five", def = "three") Chain chain,
            @Key(doc = "whether ranks stay as they begin", def = "adaptive") Variant variant,
            @Key(doc = "core steps from an augmentation to its truncation", def = "1", min = 1)
                    int steps,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {

        public Tucker {
            if (ranks.size() != 4) {
                throw new IllegalArgumentException(
                        "ranks must have four shares, found " + ranks.size());
            }
        }
    }

    /// What scales the directions of the bases.
    enum Scaling {
        AUTHORS,
        FLOW
    }

    /// How singular values are put into their bounds.
    enum Projection {
        AUTHORS,
        NEAREST
    }

    @Named(
            value = "condlr",
            doc = "low rank with a bounded condition number of every layer; " + CONDLR)
    record CondLr(
            @Key(
                            doc = "the condition number of every layer is at most 1 + tau",
                            def = "0.1",
                            min = 0,
                            source = CONDLR)
                    double tau,
            @Key(
                            doc = "share of the rank that is left away, all layers but the last",
                            def = "0.5",
                            min = 0,
                            below = 1,
                            source = CONDLR + ": 0.5 and 0.8")
                    double compression,
            @Key(doc = "the authors' damping, or that of the flow, for small tau", def = "authors")
                    Scaling scaling,
            @Key(doc = "the authors' clamp around the mean, or the nearest", def = "authors")
                    Projection projection,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    @Named(value = "lora", doc = "LoRA: two factors of a fixed rank, arXiv:2106.09685")
    record Lora(
            @Key(doc = FIXED_RANK, def = "8", min = 1) int rank,
            @Key(doc = "the correction is scaled by alpha/rank; the rank where left out", above = 0)
                    Optional<Double> alpha,
            @Key(doc = ADAPTER) Optional<Boolean> adapter,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    @Named(
            value = "adalora",
            doc = "AdaLoRA: triplets masked by their importance, arXiv:2303.10512")
    record AdaLora(
            @Key(doc = RANK, def = "12", min = 1) int rank,
            @Key(doc = "mean rank to end with", def = "8", min = 1) int target,
            @Key(doc = "weight of the orthogonality of the factors", def = "0.1", min = 0)
                    double regularisation,
            @Key(
                            doc = "share of the iterations before the budget falls",
                            def = "0.2",
                            min = 0,
                            below = 1)
                    double initial,
            @Key(
                            doc = "share of the iterations with the final mask",
                            def = "0.5",
                            min = 0,
                            below = 1)
                    double last,
            @Key(doc = "iterations from one allocation to the next", def = "10", min = 1) int every,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    @Named(
            value = "dylora",
            doc = "DyLoRA: LoRA whose every leading rank is of use, arXiv:2210.07558")
    record DyLora(
            @Key(doc = FIXED_RANK, def = "8", min = 1) int rank,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    @Named(value = "naive", doc = "plain descent on the factors, without any constraint")
    record Naive(
            @Key(doc = FIXED_RANK, def = "20", min = 1) int rank,
            @Key(
                            doc =
                                    "in place of the rank: share of it that is left away, all"
                                            + " layers but the last",
                            min = 0,
                            below = 1)
                    Optional<Double> compression,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {}

    @Named(
            value = "pruned",
            doc = "all weights dense, cut by SVD and HOSVD at the end without retraining")
    record Pruned(
            @Key(doc = "relative Frobenius tolerance of the cut", min = 0, below = 1)
                    Optional<Double> tolerance,
            @Key(doc = "share of the layers' parameters to take away", above = 0, below = 1)
                    Optional<Double> compression,
            @Key(doc = LAYERS, def = "[]") List<String> layers)
            implements MethodSettings {

        public Pruned {
            if (tolerance.isPresent() == compression.isPresent()) {
                throw new IllegalArgumentException("one of tolerance and compression is needed");
            }
        }
    }

    /// The records by name, in the order in which they are listed.
    static Map<String, Class<? extends Record>> catalogue() {
        return Catalogue.of(MethodSettings.class);
    }
}
