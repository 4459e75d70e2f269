package org.bugle.models.own;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.ProductOfMaps;
import org.bugle.linalg.structured.Scaled;
import org.bugle.linalg.structured.SumOfMaps;

import java.util.List;

/// Products and sums of the operators along one variable that keep their structure: circulants stay
/// circulant, bands banded and dense matrices dense.
final class StructuredMaps {
    private StructuredMaps() {}

    /// A₁ A₂ …, the last one acting first.
    static Operator product(List<Operator> factors) {
        return factors.stream().reduce(StructuredMaps::product).orElseThrow();
    }

    private static Operator product(Operator a, Operator b) {
        if (isBand(a) && isBand(b)) {
            return banded(a, b);
        }
        return a instanceof Dense || b instanceof Dense ? dense(a, b) : ProductOfMaps.of(a, b);
    }

    private static boolean isBand(Operator a) {
        return a instanceof Banded || a instanceof Diagonal;
    }

    private static Banded band(Operator a) {
        return a instanceof Diagonal(Matrix entries)
                ? Banded.generate(a.rows(), 0, 0, (i, _) -> entries.get(i, 0))
                : (Banded) a;
    }

    private static Banded banded(Operator left, Operator right) {
        Banded a = band(left);
        Banded b = band(right);
        int n = a.rows();
        return Banded.generate(
                n,
                Math.min(n - 1, a.lower() + b.lower()),
                Math.min(n - 1, a.upper() + b.upper()),
                (i, j) -> {
                    double sum = 0;
                    int last = Math.min(n - 1, i + a.upper());
                    for (int k = Math.max(0, i - a.lower()); k <= last; k++) {
                        sum += a.at(i, k).re() * b.at(k, j).re();
                    }
                    return sum;
                });
    }

    private static Dense dense(LinearMap a, LinearMap b) {
        return Dense.of(a.apply(b.apply(Matrix.identity(b.cols()))));
    }

    /// c A.
    static Operator scaled(double c, Operator a) {
        return switch (a) {
            case Circulant circulant -> Circulant.ofSymbol(circulant.symbol().times(c));
            case Banded banded -> banded.times(c);
            case Diagonal(Matrix entries) -> new Diagonal(entries.times(c));
            case Dense dense -> Dense.of(dense.matrix().times(c));
            default -> new Scaled(c, a);
        };
    }

    /// A₁ + A₂ + …; a sum of different structures is dense up to n = 512 and known by its action
    /// above.
    static Operator sum(List<Operator> terms) {
        if (terms.size() == 1 && !(terms.getFirst() instanceof ProductOfMaps)) {
            return terms.getFirst();
        }
        if (terms.stream().allMatch(Circulant.class::isInstance)) {
            return Circulant.ofSymbol(
                    terms.stream()
                            .map(each -> ((Circulant) each).symbol())
                            .reduce(Matrix::plus)
                            .orElseThrow());
        }
        if (terms.stream().allMatch(StructuredMaps::isBand)) {
            return terms.stream().map(StructuredMaps::band).reduce(Banded::plus).orElseThrow();
        }
        SumOfMaps sum = new SumOfMaps(List.copyOf(terms));
        return sum.rows() <= Operator.DENSE_LIMIT
                        || terms.stream().anyMatch(Dense.class::isInstance)
                ? Dense.of(sum.apply(Matrix.identity(sum.rows())))
                : sum;
    }
}
