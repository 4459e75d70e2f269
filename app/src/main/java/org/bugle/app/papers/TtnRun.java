package org.bugle.app.papers;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.Span;

/// A run by equal steps.
///
/// @param end the last value
/// @param rejections of all steps
record TtnRun(TreeTensor end, int rejections) {
    /// From a value at time 0.
    ///
    /// @param goOn is called before every step
    static TtnRun of(
            Runnable goOn,
            TreeEquation equation,
            TreeTensor start,
            TreeIntegrator integrator,
            double end,
            int steps) {
        double h = end / steps;
        TreeTensor y = start;
        int rejections = 0;
        for (int i = 0; i < steps; i++) {
            goOn.run();
            Step<TreeTensor> step = integrator.step(equation, new Span(i, 0, i * h, h), y);
            y = step.value();
            rejections += step.report().rejections();
        }
        return new TtnRun(y, rejections);
    }

    int maxRank() {
        return end.maxRank();
    }
}
