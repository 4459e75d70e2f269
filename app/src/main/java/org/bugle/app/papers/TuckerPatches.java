package org.bugle.app.papers;

import org.bugle.linalg.Matrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.Map;

/// Half the mean squared difference of two convolutions over all pixels, as a quadratic form of
/// their kernels: ½ tr(E Γ Eᵀ) with E = Mat₁(W − W*) and Γ the mean of patch·patchᵀ. The gradient
/// is E Γ. It is exact, and far faster than convolving again.
///
/// @param teacher W*
/// @param covariance Γ, of the patches' in·rows·columns entries
record TuckerPatches(Array teacher, Matrix covariance) implements Objective {

    /// @param images (b, in, height, width), padded such that outputs keep their size
    static TuckerPatches of(Array teacher, Array images) {
        int window = teacher.size(2);
        int height = images.size(2);
        int width = images.size(3);
        int entries = images.size(1) * window * window;
        int pixels = images.size(0) * height * width;
        double[] patches = new double[entries * pixels]; // a column for each pixel
        for (int pixel = 0; pixel < pixels; pixel++) {
            int image = pixel / (height * width);
            int y = pixel / width % height;
            int x = pixel % width;
            for (int e = 0; e < entries; e++) {
                int row = y + e / window % window - window / 2;
                int column = x + e % window - window / 2;
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    int channel = image * images.size(1) + e / (window * window);
                    patches[pixel * entries + e] =
                            images.at((channel * height + row) * width + column);
                }
            }
        }
        Matrix all = Matrix.ofColumnMajor(entries, pixels, patches);
        return new TuckerPatches(teacher, all.timesAdjoint(all).times(1.0 / pixels));
    }

    @Override
    public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
        Weight kernel = weights.get(TuckerRun.KERNEL);
        Array error = kernel.merged().plus(-1, teacher);
        Matrix e = error.reshape(List.of(error.size(0), covariance.rows())).toMatrix();
        Matrix g = e.times(covariance);
        double loss = 0.5 * g.inner(e).re();
        Wanted asked = wanted.get(TuckerRun.KERNEL);
        return new Evaluation(
                loss,
                asked == null
                        ? Map.of()
                        : Map.of(
                                TuckerRun.KERNEL,
                                seen(Array.of(g).reshape(error.shape()), kernel, asked)));
    }

    private static Gradient seen(Array g, Weight kernel, Wanted wanted) {
        return switch (kernel) {
            case DenseWeight _ -> new Gradient.OfDense(g);
            case Factored w when wanted == Wanted.CORE -> Gradient.OfFactors.ofCore(g, w);
            case Factored w -> Gradient.OfFactors.ofAll(g, w);
        };
    }
}
