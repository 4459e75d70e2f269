package org.bugle.benchmarks;

import org.apache.commons.math3.stat.regression.SimpleRegression;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The cost of a step against one parameter.
///
/// @param title what is computed
/// @param parameter name of the parameter in `step`, and on the axis
/// @param values that it takes, increasing
record Scaling(String title, String parameter, List<Integer> values, TimedStep step) {
    /// The cost at every value.
    record Result(Scaling scaling, List<TimedStep.Cost> costs) {
        /// p of the fit c xᵖ by least squares of the logarithms, over all values.
        double exponent(ToDoubleFunction<TimedStep.Cost> quantity) {
            SimpleRegression fit = new SimpleRegression();
            for (int k = 0; k < costs.size(); k++) {
                fit.addData(
                        Math.log(scaling.values.get(k)),
                        Math.log(quantity.applyAsDouble(costs.get(k))));
            }
            return fit.getSlope();
        }
    }

    Result measure() {
        return new Result(
                this, values.stream().map(value -> step.with(parameter, value).measure()).toList());
    }
}
