package org.bugle.cluster;

import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.Task;

import java.io.Serializable;
import java.util.function.BooleanSupplier;

/// How a worker computes a task.
@FunctionalInterface
interface Computation extends Serializable {
    /// @param cancelled asked often; the work then ends soon, with any answer
    Answer compute(Task task, BooleanSupplier cancelled);
}
