package org.bugle.models.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// A sum a₁(x₁) + a₂(x₂) + … of functions of one variable each, the time among them, and its
/// exponential, sine and cosine as sums of products.
///
/// @param variables how many there are beside the time
/// @param parts a₁, a₂, … of different variables
record OneVariableSums(int variables, List<Part> parts) {
    /// The place of the time among the variables.
    private static final int TIME = -1;

    /// Σ_k c_k a_k(x) + c.
    record Part(int variable, List<Term> terms, double constant) {
        private Factor factor(Term term) {
            return variable == TIME ? term.time() : term.chains().get(variable).outermost();
        }

        double at(double x) {
            double sum = constant;
            for (Term term : terms) {
                sum += term.coefficient() * factor(term).at(x);
            }
            return sum;
        }

        /// A function of the part as a term.
        Term composed(int variables, String name, DoubleUnaryOperator f) {
            StringBuilder text = new StringBuilder(name + "(");
            terms.forEach(term ->
                    text.append(term.coefficient()).append('*').append(factor(term)).append('+'));
            Factor factor =
                    Factor.of(
                            text.append(constant).append(')').toString(),
                            v -> f.applyAsDouble(at(v[0])));
            Term one = Term.constant(variables, 1);
            return variable == TIME ? one.timesTime(factor) : one.times(variable, factor);
        }
    }

    OneVariableSums {
        parts = List.copyOf(parts);
    }

    /// The sum of terms without the unknown; empty if one of them depends on two variables.
    static Optional<OneVariableSums> of(List<Term> terms) {
        Map<Integer, List<Term>> byVariable = new TreeMap<>();
        double constant = 0;
        for (Term term : terms) {
            List<Integer> active = new ArrayList<>(term.active());
            if (!term.time().isOne()) {
                active.add(TIME);
            }
            if (active.size() > 1) {
                return Optional.empty();
            }
            if (active.isEmpty()) {
                constant += term.coefficient();
            } else {
                byVariable.computeIfAbsent(active.getFirst(), _ -> new ArrayList<>()).add(term);
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<Integer, List<Term>> each : byVariable.entrySet()) {
            parts.add(new Part(each.getKey(), each.getValue(), parts.isEmpty() ? constant : 0));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new OneVariableSums(terms.getFirst().chains().size(), parts));
    }

    /// e^{a₁} e^{a₂} …
    List<Term> exponential() {
        List<Term> product = List.of(Term.constant(variables, 1));
        for (Part part : parts) {
            product = products(product, List.of(part.composed(variables, "exp", Math::exp)), 1);
        }
        return product;
    }

    List<Term> sine() {
        return turned().sine;
    }

    List<Term> cosine() {
        return turned().cosine;
    }

    private record Turned(List<Term> sine, List<Term> cosine) {}

    /// By the addition theorems, one part after the other.
    private Turned turned() {
        Turned sum = new Turned(List.of(), List.of(Term.constant(variables, 1)));
        for (Part part : parts) {
            List<Term> sin = List.of(part.composed(variables, "sin", Math::sin));
            List<Term> cos = List.of(part.composed(variables, "cos", Math::cos));
            sum =
                    new Turned(
                            sum(products(sum.sine, cos, 1), products(sum.cosine, sin, 1)),
                            sum(products(sum.cosine, cos, 1), products(sum.sine, sin, -1)));
        }
        return sum;
    }

    private static List<Term> sum(List<Term> a, List<Term> b) {
        List<Term> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static List<Term> products(List<Term> a, List<Term> b, double factor) {
        return a.stream()
                .flatMap(left -> b.stream().map(right -> left.times(right).orElseThrow()))
                .map(term -> term.times(factor))
                .toList();
    }
}
