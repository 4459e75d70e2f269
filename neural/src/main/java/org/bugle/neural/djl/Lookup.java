package org.bugle.neural.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Entries found by integers, which are checked here: on a GPU PyTorch would end the process.
final class Lookup {
    private Lookup() {}

    static Value rows(DjlValue table, Array indices) {
        requireIndices("rows", indices, table.size(0));
        List<Integer> row = table.shape().subList(1, table.shape().size());
        List<Integer> shape = new ArrayList<>(indices.shape());
        shape.addAll(row);
        Shape flat = new Shape(table.size(0), Array.count(row));
        return table.of(
                "rows",
                () -> {
                    PtNDArray integers = table.graph().memory().integers(indices);
                    return JniUtils.embedding(integers, table.array().reshape(flat), false)
                            .reshape(DjlEngine.shape(shape));
                });
    }

    static Value along(DjlValue x, Array indices) {
        int order = x.shape().size();
        DjlValue.require(
                indices.order() == 2 && order >= 2 && indices.size(0) == x.size(-2),
                () ->
                        "takeAlong: wants values (…, p, n) and indices (p, q), found %s and %s"
                                .formatted(x.shape(), indices.shape()));
        requireIndices("takeAlong", indices, x.size(-1));
        List<Integer> shape = new ArrayList<>(x.shape().subList(0, order - 2));
        shape.addAll(indices.shape());
        return x.of(
                "takeAlong",
                () -> {
                    PtNDArray integers = x.graph().memory().integers(indices);
                    return JniUtils.gather(
                            x.array(), integers.broadcast(DjlEngine.shape(shape)), -1);
                });
    }

    private static void requireIndices(String operation, Array indices, int size) {
        for (int i = 0; i < indices.size(); i++) {
            double index = indices.at(i);
            DjlValue.require(
                    index >= 0 && index < size && index == Math.rint(index),
                    () ->
                            "%s: indices must be integers from 0 to %d, found %s"
                                    .formatted(operation, size - 1, index));
        }
    }

    static Value crossEntropy(DjlValue logits, Array labels) {
        int classes = logits.size(-1);
        int rows = Array.count(logits.shape()) / Math.max(1, classes);
        requireLabels(logits, labels, rows);
        int[] counted = IntStream.range(0, rows).filter(i -> labels.at(i) >= 0).toArray();
        Value flat = logits.reshape(rows, classes);
        if (counted.length < rows) {
            flat = flat.rows(Array.generate(List.of(counted.length), i -> counted[i]));
        }
        Array wanted = Array.generate(List.of(counted.length, 1), i -> labels.at(counted[i]));
        DjlValue chosen = DjlValue.own(flat);
        return chosen.of(
                        "crossEntropy",
                        () -> {
                            PtNDArray x = chosen.array();
                            PtNDArray logs = JniUtils.logSoftmax(x, 1, x.getDataType());
                            return JniUtils.gather(
                                    logs, logits.graph().memory().integers(wanted), 1);
                        })
                .sum()
                .times(-1.0 / Math.max(1, counted.length));
    }

    private static void requireLabels(DjlValue logits, Array labels, int rows) {
        DjlValue.require(
                labels.size() == rows,
                () ->
                        "crossEntropy: %d rows of logits %s need as many labels, found %s"
                                .formatted(rows, logits.shape(), labels.shape()));
        int classes = logits.size(-1);
        for (int i = 0; i < labels.size(); i++) {
            double label = labels.at(i);
            DjlValue.require(
                    label < classes && label == Math.rint(label),
                    () ->
                            "crossEntropy: labels must be integers below %d, found %s"
                                    .formatted(classes, label));
        }
    }
}
