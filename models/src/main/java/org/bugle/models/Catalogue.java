package org.bugle.models;

import org.bugle.models.parameter.Named;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All problem families by their id.
public final class Catalogue {
    private static final List<Class<? extends ProblemFamily>> FAMILIES =
            List.of(
                    Riccati.class,
                    MovingGaussians.class,
                    ShiftedLyapunov.class,
                    SineLyapunov.class,
                    Heat.class,
                    LatticeSchroedinger.class,
                    NonlinearSchroedinger.class,
                    RotatingSingularValues.class,
                    LandauDamping.class,
                    LandauDampingInSpace.class,
                    TwoStream.class,
                    AllenCahn.class,
                    ReactionDiffusion.class,
                    Slab.class,
                    PlaneSource.class,
                    LineSource.class,
                    PeriodicPlane.class,
                    RadiationLattice.class,
                    SuOlson.class,
                    Ising.class,
                    Heisenberg.class,
                    LongRangeSpins.class,
                    LindbladSpins.class,
                    UncertainPlaneSource.class,
                    UncertainLineSource.class,
                    DiffusionModes.class,
                    DiffusionGaussians.class,
                    Rotation.class,
                    Swirl.class,
                    AdvectedWaves.class,
                    Dougherty.class,
                    ViscousBurgers.class);

    private Catalogue() {}

    /// The families in the order of the documentation, by their [Named] ids.
    public static Map<String, Class<? extends ProblemFamily>> problems() {
        Map<String, Class<? extends ProblemFamily>> problems = new LinkedHashMap<>();
        for (Class<? extends ProblemFamily> family : FAMILIES) {
            problems.put(family.getAnnotation(Named.class).value(), family);
        }
        return Collections.unmodifiableMap(problems);
    }
}
