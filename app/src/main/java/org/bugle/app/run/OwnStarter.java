package org.bugle.app.run;

/// A run file with an equation of one's own to start from.
public final class OwnStarter {
    public static final String TEXT =
            """
            # A run of one's own equation; 'bugle run' takes this file as it is.
            # 'bugle check' tells what it costs, 'bugle describe own' every key.
            domain:                     # two variables or more; bounds may be formulas
              x: {periodic: [0, 2*pi], points: 64}
              v: {interval: [-6, 6], points: 96}
              # method: fourier | differences where periodic, differences | chebyshev on an interval
              # order: 2 | 4 | 6 of differences; ends: dirichlet | neumann of an interval
            unknown: f
            constants: {d: 0.1}         # numbers by name
            # A sum of terms; each is a product of numbers, functions of one variable each,
            # functions of the time t, and one part of the unknown: f, f^2, dx f, dxx f, dxv f,
            # laplacian(f), dx(f^2), dv(v*f). Terms without the unknown are sources.
            equation: "dt f = -v * dx f + d * dvv f + d * dv(v*f)"
            initial: "exp(-v^2/2) * (1 + 0.1*cos(x))"
            # exact: "…"                # the solution in the variables and t, where it is known
            # tree: star                # of three variables or more; or balanced, linear, ((0 1) 2)

            # integrator:               # one that suits the equation unless given
            #   name: augmented-bug     # see bugle list integrators
            #   truncation: {relative: 1e-6}
            time:
              end: 1
              steps: 100                # or, for adaptive steps, tolerance: 1e-4

            reference: auto             # none | full | exact | estimate | FILE.h5
            seed: 1
            output:
              fields: []                # marginal-x, marginal-v; all where none is named
            """;

    private OwnStarter() {}
}
