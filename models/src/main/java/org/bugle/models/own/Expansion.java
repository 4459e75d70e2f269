package org.bugle.models.own;

import org.bugle.models.formula.Elementary;
import org.bugle.models.formula.FormulaText;
import org.bugle.models.formula.FormulaTree;
import org.bugle.models.formula.FormulaTree.Binary;
import org.bugle.models.formula.FormulaTree.Call;
import org.bugle.models.formula.FormulaTree.Literal;
import org.bugle.models.formula.FormulaTree.Name;
import org.bugle.models.formula.FormulaTree.Negation;
import org.bugle.models.formula.FormulaTree.Prefixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Multiplies a formula out into separable terms: products over sums, whole powers of sums, e^{a+b}
/// = e^a e^b and the addition theorems of sine and cosine. What depends on one variable alone stays
/// as it is written.
final class Expansion {
    /// More terms than this are no help to anyone.
    private static final int MOST_TERMS = 1000;

    private static final int MOST_POWER = 64;

    private final Notation notation;
    private final FormulaText text;
    private final Dependence dependence;

    Expansion(Notation notation, FormulaText text) {
        this.notation = notation;
        this.text = text;
        this.dependence = new Dependence(notation, text);
    }

    /// The terms whose sum the formula is.
    ///
    /// @throws IllegalArgumentException if a part of it is not separable, or not allowed
    List<Term> of(FormulaTree e) {
        Set<String> names = dependence.names(e);
        if (names.isEmpty()) {
            return constant(e);
        }
        if (names.size() == 1 && dependence.isWhole(e) && !names.contains(notation.unknown())) {
            return List.of(whole(e, names.iterator().next()));
        }
        List<Term> terms =
                switch (e) {
                    case Literal _ -> throw new AssertionError(e);
                    case Name _ -> List.of(Term.unknown(variables()));
                    case Negation(_, FormulaTree value) -> scaled(of(value), -1);
                    case Binary binary -> binary(binary);
                    case Call call -> call(call);
                    case Prefixed derivative -> differentiated(derivative);
                };
        return limited(e, terms);
    }

    /// Equal terms put together.
    private List<Term> limited(FormulaTree e, List<Term> terms) {
        List<Term> collected = Term.collected(terms);
        if (collected.size() > MOST_TERMS) {
            throw new NotSeparable(
                    text.refused(
                            e,
                            "%s expands into more than %d separable terms"
                                    .formatted(text.excerpt(e), MOST_TERMS)));
        }
        return collected;
    }

    /// The terms of a formula without the unknown, if it is separable.
    Optional<List<Term>> ifSeparable(FormulaTree e) {
        try {
            return Optional.of(of(e));
        } catch (NotSeparable _) {
            return Optional.empty();
        }
    }

    /// A formula that is no sum of few products of functions of one variable each.
    private static final class NotSeparable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NotSeparable(IllegalArgumentException refusal) {
            super(refusal.getMessage());
        }
    }

    boolean dependsOnTime(FormulaTree e) {
        return dependence.names(e).contains(Notation.TIME);
    }

    private int variables() {
        return notation.variables().size();
    }

    // ---- functions of one variable, and numbers

    private Term whole(FormulaTree e, String variable) {
        Factor factor = Factor.of(text.excerpt(e).replaceAll("\\s", ""), compiled(e));
        Term one = Term.constant(variables(), 1);
        return variable.equals(Notation.TIME)
                ? one.timesTime(factor)
                : one.times(notation.variables().indexOf(variable), factor);
    }

    private FormulaTree.Value compiled(FormulaTree e) {
        return e.compiled(name ->
                notation.constant(name.name())
                        .<FormulaTree.Value>map(constant -> v -> constant)
                        .orElse(v -> v[0]));
    }

    private List<Term> constant(FormulaTree e) {
        return Term.collected(List.of(Term.constant(variables(), number(e))));
    }

    private double number(FormulaTree e) {
        double value = compiled(e).at();
        if (!Double.isFinite(value)) {
            throw text.refused(e, "%s is %s".formatted(text.excerpt(e), value));
        }
        return value;
    }

    // ---- operations

    private static List<Term> scaled(List<Term> terms, double factor) {
        return terms.stream().map(term -> term.times(factor)).toList();
    }

    private List<Term> binary(Binary e) {
        return switch (e.operation()) {
            case PLUS -> sum(of(e.left()), of(e.right()));
            case MINUS -> sum(of(e.left()), scaled(of(e.right()), -1));
            case TIMES -> product(e, of(e.left()), of(e.right()));
            case OVER -> product(e, of(e.left()), reciprocal(e));
            case POWER -> power(e);
        };
    }

    private static List<Term> sum(List<Term> a, List<Term> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    private List<Term> product(FormulaTree e, List<Term> a, List<Term> b) {
        List<Term> products = new ArrayList<>();
        for (Term left : a) {
            for (Term right : b) {
                products.add(
                        left.times(right)
                                .orElseThrow(() ->
                                        text.refused(
                                                e,
                                                ("%s multiplies two parts of the unknown, one of"
                                                     + " them a derivative; only a power of %s"
                                                     + " times a first derivative of one is"
                                                     + " possible, %s^p * dx %s")
                                                        .formatted(
                                                                text.excerpt(e),
                                                                notation.unknown(),
                                                                notation.unknown(),
                                                                notation.unknown()))));
            }
            if (products.size() > MOST_TERMS) {
                products = new ArrayList<>(limited(e, products));
            }
        }
        return limited(e, products);
    }

    private List<Term> reciprocal(Binary e) {
        FormulaTree divisor = e.right();
        if (dependence.hasUnknown(divisor)) {
            throw text.refused(
                    divisor,
                    "%s divides by the unknown; only powers %s, %s^2, %s^3, … may stand in an equation"
                            .formatted(
                                    text.excerpt(divisor),
                                    notation.unknown(),
                                    notation.unknown(),
                                    notation.unknown()));
        }
        List<Term> terms = of(divisor);
        if (terms.isEmpty()) {
            throw text.refused(divisor, "division by 0");
        }
        if (terms.size() > 1) {
            boolean one = e.left() instanceof Literal(_, double value) && value == 1;
            String factor = one ? text.excerpt(e) : "1/(" + text.excerpt(divisor) + ")";
            throw notSeparable(one ? e : divisor, factor, dependence.names(divisor));
        }
        return List.of(power(terms.getFirst(), -1));
    }

    private static Term power(Term term, double exponent) {
        Term power = Term.constant(term.chains().size(), Math.pow(term.coefficient(), exponent));
        power = power.timesTime(term.time().power(exponent));
        for (int i = 0; i < term.chains().size(); i++) {
            power = power.times(i, term.chains().get(i).outermost().power(exponent));
        }
        return power;
    }

    private List<Term> power(Binary e) {
        if (!dependence.names(e.right()).isEmpty()) {
            return exponential(e);
        }
        double p = number(e.right());
        boolean whole = p == Math.rint(p);
        if (dependence.hasUnknown(e.left()) && !(whole && p >= 1 && p <= MOST_POWER)) {
            throw text.refused(
                    e,
                    "%s has the unknown to a power that is none of 1, 2, 3, …"
                            .formatted(text.excerpt(e)));
        }
        if (e.left() instanceof Prefixed derivative && p > 1) {
            throw text.refused(
                    e,
                    "%s is the power of a derivative, which is no term here; the derivative of the power is %s(%s)"
                            .formatted(
                                    text.excerpt(e),
                                    derivative.word(),
                                    text.excerpt(derivative.argument())
                                            + "^"
                                            + text.excerpt(e.right())));
        }
        List<Term> base = of(e.left());
        if (base.size() == 1
                && !base.getFirst().hasUnknown()
                && (whole || dependence.names(e).size() == 1)) {
            return List.of(power(base.getFirst(), p));
        }
        if (!whole || p < 0 || p > MOST_POWER) {
            throw notSeparable(e, text.excerpt(e), dependence.names(e));
        }
        List<Term> power = List.of(Term.constant(variables(), 1));
        for (int k = 0; k < p; k++) {
            power = product(e, power, base);
        }
        return power;
    }

    /// b^{e₁ + e₂} = e^{log(b) e₁} e^{log(b) e₂} for a number b > 0.
    private List<Term> exponential(Binary e) {
        requireNoUnknown(e, e);
        double base = dependence.names(e.left()).isEmpty() ? number(e.left()) : 0;
        if (base <= 0) {
            throw notSeparable(e, text.excerpt(e), dependence.names(e));
        }
        return OneVariableSums.of(scaled(of(e.right()), Math.log(base)))
                .map(OneVariableSums::exponential)
                .orElseThrow(() -> notSeparable(e, text.excerpt(e), dependence.names(e)));
    }

    private List<Term> call(Call e) {
        requireNoUnknown(e, e.argument());
        boolean addition =
                e.function() == Elementary.EXP
                        || e.function() == Elementary.SIN
                        || e.function() == Elementary.COS;
        if (!addition) {
            throw notSeparable(e, text.excerpt(e), dependence.names(e));
        }
        OneVariableSums sums =
                OneVariableSums.of(of(e.argument()))
                        .orElseThrow(() -> notSeparable(e, text.excerpt(e), dependence.names(e)));
        return switch (e.function()) {
            case SIN -> sums.sine();
            case COS -> sums.cosine();
            default -> sums.exponential();
        };
    }

    private void requireNoUnknown(FormulaTree e, FormulaTree inside) {
        if (dependence.hasUnknown(inside)) {
            throw text.refused(
                    e,
                    "%s has the unknown %s inside a function; only its powers may stand in an equation"
                            .formatted(text.excerpt(e), notation.unknown()));
        }
    }

    private List<Term> differentiated(Prefixed e) {
        List<Term> inner = of(e.argument());
        for (Term term : inner) {
            if (!term.hasUnknown()) {
                throw text.refused(
                        e,
                        "%s acts on a term without the unknown %s; move that term out"
                                .formatted(e.word(), notation.unknown()));
            }
        }
        if (e.word().equals(Notation.LAPLACIAN)) {
            return IntStream.range(0, variables())
                    .boxed()
                    .flatMap(i -> inner.stream().map(term -> term.differentiated(i, 2)))
                    .toList();
        }
        List<Integer> variables = notation.derivative(e.word()).orElseThrow();
        return inner.stream()
                .map(term -> {
                    Term result = term;
                    for (int variable : variables) {
                        result = result.differentiated(variable, 1);
                    }
                    return result;
                })
                .toList();
    }

    private IllegalArgumentException notSeparable(
            FormulaTree at, String factor, Set<String> names) {
        List<String> all = List.copyOf(names);
        String list =
                all.size() < 2
                        ? String.join("", all)
                        : String.join(", ", all.subList(0, all.size() - 1))
                                + " and "
                                + all.getLast();
        return new NotSeparable(
                text.refused(
                        at,
                        ("the factor %s depends on %s and is no product of factors of one variable"
                             + " each; write it as a sum of such products, or approximate it by"
                             + " one")
                                .formatted(factor, list)));
    }
}
