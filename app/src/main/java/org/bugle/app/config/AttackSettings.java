package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;
import java.util.Optional;

/// One of the attacks under which a network is evaluated, on inputs in [0, 1].
public sealed interface AttackSettings {
    /// The sizes of the perturbations.
    List<Double> epsilon();

    /// How perturbations are measured.
    enum Norm {
        @Named("linf")
        INFINITY,
        @Named("l2")
        TWO
    }

    @Named(value = "fgsm", doc = "one step along the sign of the gradient")
    record Fgsm(@Key(doc = "sizes, in the largest norm", min = 0) List<Double> epsilon)
            implements AttackSettings {}

    @Named(value = "pgd", doc = "projected gradient steps")
    record Pgd(
            @Key(doc = "sizes, in the norm", min = 0) List<Double> epsilon,
            @Key(doc = "linf or l2", def = "linf") Norm norm,
            @Key(doc = "steps, of 1.25 epsilon/10 each with 10 of them", def = "10", min = 1)
                    int steps,
            @Key(doc = "seed of a random start; none where left out") Optional<Long> start)
            implements AttackSettings {}
}
