package org.bugle.substep;

import org.bugle.linalg.kernel.Buffer;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// The sum of small ODEs in the same unknown.
public final class SumOde extends ModeOde {
    private final List<ModeOde> parts;
    private @Nullable Buffer part; // working memory, made at the first evaluation

    private SumOde(List<ModeOde> parts) {
        this.parts = parts;
    }

    /// The sum; parts that are all separable give one separable ODE.
    public static ModeOde of(List<ModeOde> parts) {
        SeparableOde merged = new SeparableOde(List.of(), List.of());
        for (ModeOde part : parts) {
            if (!(part instanceof SeparableOde separable)) {
                return new SumOde(List.copyOf(parts));
            }
            merged = merged.plus(separable);
        }
        return merged;
    }

    @Override
    public boolean isComplex() {
        return parts.stream().anyMatch(ModeOde::isComplex);
    }

    @Override
    public ModeOde negated() {
        return new SumOde(parts.stream().map(ModeOde::negated).toList());
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        if (part == null) {
            part = new Buffer(x.rows(), x.columns(), derivative.isComplex());
        }
        derivative.fill(0);
        for (ModeOde ode : parts) {
            ode.evaluate(t, x, part);
            derivative.add(1, part);
        }
    }
}
