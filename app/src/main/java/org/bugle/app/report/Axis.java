package org.bugle.app.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an axis (or a colour bar) measures.
///
/// @param name the quantity, e.g. `time` or `relative error`
/// @param unit its unit, shown in brackets behind the name; empty where it has none
/// @param scale how values become lengths (or colours)
public record Axis(String name, String unit, Scale scale) {

    /// How values become lengths.
    public enum Scale {
        @JsonProperty("linear")
        LINEAR,
        /// Decimal logarithm; values ≤ 0 cannot be drawn, and the page says how many there were.
        @JsonProperty("log")
        LOG;

        boolean shows(double value) {
            return Double.isFinite(value) && (this == LINEAR || value > 0);
        }
    }

    public static Axis linear(String name) {
        return new Axis(name, "", Scale.LINEAR);
    }

    public static Axis log(String name) {
        return new Axis(name, "", Scale.LOG);
    }

    /// The same axis with a unit.
    public Axis in(String newUnit) {
        return new Axis(name, newUnit, scale);
    }

    /// The name with its unit, as it stands beside the axis.
    String label() {
        return unit.isEmpty() ? name : name + " [" + unit + "]";
    }
}
