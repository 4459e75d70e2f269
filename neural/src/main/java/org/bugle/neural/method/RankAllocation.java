package org.bugle.neural.method;

import org.bugle.lowrank.Truncation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which ranks a truncation leaves to the weights, seen together.
public sealed interface RankAllocation {
    int minRank();

    int maxRank();

    /// How many singular values every weight keeps.
    ///
    /// @param singularValues falling, by weight, in the network's order
    /// @param cycle how many truncations there were before
    List<Integer> ranks(List<List<Double>> singularValues, long cycle);

    /// Each weight for itself: the smallest r with (Σ_{i>r} σ_i²)^½ ≤ τ (Σ_i σ_i²)^½.
    ///
    /// @param relative τ, in [0, 1)
    record Tolerance(double relative, int minRank, int maxRank) implements RankAllocation {

        /// @throws IllegalArgumentException if the tolerance or a rank is out of range
        public Tolerance {
            requireRanks(minRank, maxRank);
            if (!(relative >= 0 && relative < 1)) {
                throw new IllegalArgumentException(
                        "RankAllocation: the tolerance must be in [0, 1), found " + relative);
            }
        }

        @Override
        public List<Integer> ranks(List<List<Double>> singularValues, long cycle) {
            Truncation rule = new Truncation.Tail(0, relative, minRank, maxRank);
            return singularValues.stream().map(sigma -> rule.cut(sigma).rank()).toList();
        }
    }

    /// All weights together keep the B largest singular values, those of the earlier weight where
    /// they are equal (spec `geolora` E). B falls with the cube of the time that is left, from
    /// `first` to `last` at 60 % of the cycles: too small a budget from the start on would freeze
    /// the ranks where they are. `minRank` goes before the budget.
    ///
    /// @param cycles how many truncations there will be
    record Budget(int first, int last, int cycles, int minRank, int maxRank)
            implements RankAllocation {
        /// The share of the cycles after which the budget falls no more.
        private static final double FALLING = 0.6;

        /// @throws IllegalArgumentException if a number is out of range
        public Budget {
            requireRanks(minRank, maxRank);
            if (last < 1 || first < last || cycles < 1) {
                throw new IllegalArgumentException(
                        "RankAllocation: a budget must satisfy 1 ≤ last ≤ first and have ≥ 1"
                                + " cycles,"
                                + " found last %d, first %d, cycles %d"
                                        .formatted(last, first, cycles));
            }
        }

        /// B of a cycle, counted from 0.
        public int at(long cycle) {
            double left = Math.max(0, 1 - (cycle + 1) / (FALLING * cycles));
            return (int) Math.floor(last + (first - last) * left * left * left);
        }

        @Override
        public List<Integer> ranks(List<List<Double>> singularValues, long cycle) {
            record Value(int weight, double sigma) {}
            List<Value> all = new ArrayList<>();
            for (int weight = 0; weight < singularValues.size(); weight++) {
                for (double sigma : singularValues.get(weight)) {
                    all.add(new Value(weight, sigma));
                }
            }
            // a stable sort: equal ones stay in the order of the weights
            all.sort(Comparator.comparingDouble(Value::sigma).reversed());
            int[] kept = new int[singularValues.size()];
            all.stream().limit(at(cycle)).forEach(value -> kept[value.weight()]++);
            List<Integer> ranks = new ArrayList<>();
            for (int weight = 0; weight < kept.length; weight++) {
                int rank = Math.clamp(kept[weight], minRank, maxRank);
                ranks.add(Math.min(rank, singularValues.get(weight).size()));
            }
            return ranks;
        }
    }

    private static void requireRanks(int minRank, int maxRank) {
        if (minRank < 1 || maxRank < minRank) {
            throw new IllegalArgumentException(
                    "RankAllocation: ranks must satisfy 1 ≤ minRank ≤ maxRank, found minRank "
                            + "%d, maxRank %d".formatted(minRank, maxRank));
        }
    }
}
