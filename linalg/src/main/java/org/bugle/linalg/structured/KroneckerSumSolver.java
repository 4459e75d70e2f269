package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Solves σX − η Σ_i X ×_i A_i = C for a tensor X of any order d ≥ 1, one operator A_i a mode (spec
/// `rail` §4.5). The decompositions A_i = Q_i T_i Q_iᴴ are made once, in the [ModeForm]s, and serve
/// any number of σ, η and C:
///
/// | step      |                                                                               |
/// |-----------|-------------------------------------------------------------------------------|
/// | transform | C ← C ×_i Q_iᴴ                                                                |
/// | divide    | X by C / (σ − ηΣ_i λ_i), entry by entry where all T_i = diag(λ_i)             |
/// |           | else by back-substitution over the triangular modes ([TriangularSum])         |
/// | return    | X ← X ×_i Q_i                                                                 |
///
/// X is real if C and all A_i are. One mode may be large and without a decomposition; its
/// resolvents then solve one column after the other. With n_i numbers in mode i and N in all a
/// solve costs O(N Σ_i n_i) operations, O(N log n_i) for a circulant mode.
public final class KroneckerSumSolver {
    private final List<ModeForm> forms;

    private KroneckerSumSolver(List<ModeForm> forms) {
        this.forms = forms;
    }

    /// @param modes the operators A_i in the order of the modes
    /// @throws IllegalArgumentException if there are none, or more than one large operator has
    ///   nothing but resolvents
    public static KroneckerSumSolver of(List<ModeForm> modes) {
        if (modes.isEmpty()) {
            throw new IllegalArgumentException(
                    "KroneckerSumSolver: wants one operator a mode, found none");
        }
        List<Integer> shifted =
                IntStream.range(0, modes.size())
                        .filter(i -> modes.get(i) instanceof ShiftedForm)
                        .boxed()
                        .toList();
        if (shifted.size() > 1) {
            throw new IllegalArgumentException(
                    "KroneckerSumSolver: only one mode may have a large operator without an eigen- or Schur decomposition, found them in the modes %s"
                            .formatted(shifted));
        }
        return new KroneckerSumSolver(List.copyOf(modes));
    }

    /// X.
    ///
    /// @throws IllegalArgumentException if C has not the size of A_i in some mode
    /// @throws ArithmeticException if the sum is exactly singular: σ = ηΣ_i λ_i for some
    ///   eigenvalues
    public Tensor solve(double sigma, double eta, Tensor c) {
        requireShape(c.shape());
        boolean real = !c.isComplex() && forms.stream().noneMatch(ModeForm::isComplex);
        if (c.size() == 0) {
            return real ? c : c.toComplex();
        }
        List<Integer> order = order();
        int half = real ? firstFourier(order) : -1;
        Tensor x = c;
        for (int mode : order) {
            x = forward(x, mode, mode == half);
        }
        x = new TriangularSum(forms, x.shape(), eta).solve(sigma, x);
        for (int mode : order.reversed()) {
            x = backward(x, mode, mode == half);
        }
        return real && x.isComplex() ? realPart(x) : x;
    }

    /// The left singular vectors of the unfolding of X along the mode of C's factor, those of the
    /// singular values above `cut` times the largest one ([Svd#leading]). Where all other operators
    /// are diagonal, and all is real and symmetric, neither C nor X is ever made ([Fibres]).
    ///
    /// @throws IllegalArgumentException as for [#solve]
    /// @throws ArithmeticException if the sum is exactly singular
    public Svd.Left leadingFibres(double sigma, double eta, ModeProduct c, double cut) {
        requireShape(c.shape());
        Optional<Fibres> fibres =
                c.isComplex() ? Optional.empty() : Fibres.of(forms, c.mode(), sigma, eta);
        return fibres.map(f -> f.leading(c.factor(), c.rest().unfold(c.mode()), cut))
                .orElseGet(() -> Svd.leading(solve(sigma, eta, c.value()).unfold(c.mode()), cut));
    }

    /// Modes in the order of their transforms: those that keep real numbers real come first, then
    /// the Fourier transforms, the first of which halves what a complex tensor would store.
    private List<Integer> order() {
        return IntStream.range(0, forms.size())
                .boxed()
                .sorted((i, j) -> Integer.compare(turn(forms.get(i)), turn(forms.get(j))))
                .toList();
    }

    private static int turn(ModeForm form) {
        return switch (form) {
            case DiagonalForm _, ShiftedForm _ -> 0;
            case HermitianForm hermitian -> hermitian.isComplex() ? 2 : 0;
            case FourierForm _ -> 1;
            case TriangularForm _ -> 2;
        };
    }

    private int firstFourier(List<Integer> order) {
        return order.stream()
                .filter(mode -> forms.get(mode) instanceof FourierForm)
                .findFirst()
                .orElse(-1);
    }

    private Tensor forward(Tensor x, int mode, boolean half) {
        return switch (forms.get(mode)) {
            case DiagonalForm _, ShiftedForm _ -> x;
            case HermitianForm form -> x.timesMode(mode, form.adjoint());
            case TriangularForm form -> x.timesMode(mode, form.adjoint());
            case FourierForm form -> half ? form.forwardHalf(x, mode) : form.forward(x, mode);
        };
    }

    private Tensor backward(Tensor x, int mode, boolean half) {
        return switch (forms.get(mode)) {
            case DiagonalForm _, ShiftedForm _ -> x;
            case HermitianForm form -> x.timesMode(mode, form.vectors());
            case TriangularForm form -> x.timesMode(mode, form.vectors());
            case FourierForm form -> half ? form.backwardHalf(x, mode) : form.backward(x, mode);
        };
    }

    private static Tensor realPart(Tensor x) {
        return Tensor.over(x.shape(), Matrix.over(x.buffer()).real().buffer());
    }

    private void requireShape(int[] found) {
        int[] wanted = forms.stream().mapToInt(ModeForm::size).toArray();
        if (!Arrays.equals(wanted, found)) {
            throw new IllegalArgumentException(
                    "KroneckerSumSolver: the right-hand side must be %s, found %s"
                            .formatted(times(wanted), times(found)));
        }
    }

    private static String times(int[] shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }
}
