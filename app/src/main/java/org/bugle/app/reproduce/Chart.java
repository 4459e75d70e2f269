package org.bugle.app.reproduce;

import org.bugle.app.report.Axis;

/// A figure of an experiment whose curves grow with the measurements.
public record Chart(String title, Axis x, Axis y) {
    /// Errors over the number of steps.
    public static Chart errors(String title) {
        return new Chart(title, Axis.log("steps"), Axis.log("error"));
    }
}
