package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How dense weights are put into factors U S Vᵀ with orthonormal bases; kernels as matrices out ×
/// (in·rows·columns), or as Tucker tensors by [Factorisation].
public sealed interface Start permits Start.Correction, Start.Approximation, Factorisation {
    /// All weights, with the named layers in factors and the others as they are.
    Weights of(Weights dense, List<String> layers, SplitMix64 random);

    /// The layers are frozen and corrected by U S Vᵀ with S = 0, so that training starts at the
    /// network as it is; U, then V, orthonormalised normals (spec `geolora` D).
    ///
    /// @param rank as far as a layer's sizes allow
    record Correction(int rank) implements Start {

        /// @throws IllegalArgumentException if the rank is below 1
        public Correction {
            new RankRule.Fixed(rank);
        }

        @Override
        public Weights of(Weights dense, List<String> layers, SplitMix64 random) {
            Map<String, Factored> corrected = new LinkedHashMap<>();
            for (String name : layers) {
                corrected.put(name, corrected(dense.get(name).merged(), random));
            }
            return dense.with(corrected);
        }

        private Factored corrected(Array base, SplitMix64 random) {
            int rows = base.size(0);
            int columns = base.size() / rows;
            int r = Math.min(rank, Math.min(rows, columns));
            Matrix u = Draws.orthonormal(Draws.matrix(random, rows, r));
            Matrix v =
                    Draws.orthonormal(Draws.matrix(random, /* rows= */ columns, /* columns= */ r));
            return new LowRankAdapter(base, new Tucker(Tensor.zeros(r, r), List.of(u, v)));
        }
    }

    /// The layers become their best approximations, without a frozen part.
    record Approximation(RankRule ranks) implements Start {
        @Override
        public Weights of(Weights dense, List<String> layers, SplitMix64 random) {
            return LeadingTriplets.of(dense, layers, ranks);
        }
    }
}
