package org.bugle.app.plugin;

import org.bugle.app.config.OwnIntegrator;
import org.bugle.models.ProblemFamily;

import java.util.List;

/// What a jar, or a folder of classes, adds to the run file: records under the names `plugin/NAME`,
/// where NAME is that of their [org.bugle.models.parameter.Named].
///
/// The jar names its plugin, a public class with a public constructor without parameters, in the
/// file `META-INF/services/org.bugle.app.plugin.Plugin`.
public interface Plugin {
    /// Records whose components are the parameters of a problem.
    default List<Class<? extends ProblemFamily>> problems() {
        return List.of();
    }

    /// Records whose components are the settings of an integrator.
    default List<Class<? extends OwnIntegrator>> integrators() {
        return List.of();
    }
}
