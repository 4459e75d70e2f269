package org.bugle.neural.attack;

import org.bugle.linalg.Matrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;

import java.util.List;

/// Logits A x and the mean cross entropy, with derivatives by hand.
record LinearClassifier(Matrix a) implements Classifier {

    @Override
    public Array outputs(Batch batch) {
        return Array.of(inputs(batch).timesAdjoint(a));
    }

    private static Matrix inputs(Batch batch) {
        Array x = batch.inputs();
        return x.reshape(List.of(x.size(0), x.size() / x.size(0))).toMatrix();
    }

    /// softmax(A x), one row a sample.
    private Matrix probabilities(Batch batch) {
        Matrix logits = inputs(batch).timesAdjoint(a);
        return Matrix.generate(
                logits.rows(),
                logits.cols(),
                (i, j) -> {
                    double sum = 0;
                    for (int k = 0; k < logits.cols(); k++) {
                        sum += Math.exp(logits.get(i, k) - logits.get(i, j));
                    }
                    return 1 / sum;
                });
    }

    double loss(Batch batch) {
        Matrix p = probabilities(batch);
        double sum = 0;
        for (int i = 0; i < p.rows(); i++) {
            sum -= Math.log(p.get(i, (int) batch.targets().at(i)));
        }
        return sum / p.rows();
    }

    @Override
    public Array gradientByInputs(Batch batch) {
        Matrix p = probabilities(batch);
        Matrix difference =
                Matrix.generate(
                        p.rows(),
                        p.cols(),
                        (i, j) -> p.get(i, j) - (j == (int) batch.targets().at(i) ? 1 : 0));
        return Array.of(difference.times(a).times(1.0 / p.rows())).reshape(batch.inputs().shape());
    }
}
