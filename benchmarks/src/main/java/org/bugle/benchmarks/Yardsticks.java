package org.bugle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The steps that others' programs were timed on, on two cores of an AMD Zen 3 at 2.25 GHz with
/// 33–40 GF/s a core, one thread.
final class Yardsticks {
    static final List<Yardstick> ALL = all();

    private Yardsticks() {}

    private static List<Yardstick> all() {
        List<Yardstick> all = new ArrayList<>();
        all.add(ising("augmented-bug", 32, 32, "2.9–3.5 s", 400));
        all.add(ising("bug", 32, 32, "0.72–1.1 s", 150));
        all.add(ising("projector-splitting-2", 32, 32, "0.72–0.84 s", 300));
        for (String integrator : List.of("augmented-bug", "bug", "projector-splitting-2")) {
            all.add(ising(integrator, 8, 8, "0.03 s and more", 1.5));
            for (int r : List.of(8, 16)) {
                all.add(ising(integrator, 16, r));
            }
            all.add(ising(integrator, 32, 8));
            all.add(ising(integrator, 32, 16, "0.74 s and less", 37));
        }
        all.add(
                new Yardstick(
                        "operator of Σ Z_i Z_j/(j − i), d = 64",
                        "0.66 s",
                        OptionalDouble.of(50),
                        TimedStep.of(OperatorYardstick.class)));
        all.add(lyapunov("bug", 256, 10, "1.9 ms", 0.25));
        all.add(lyapunov("bug", 1024, 20, "4.3 ms", 1.5));
        all.add(lyapunov("bug", 4096, 40, "28–34 ms", 14));
        all.add(lyapunov("augmented-bug", 4096, 40, "62 ms", 35));
        all.add(lyapunov("projected-rk", 4096, 40, "1.1 s", 300));
        all.add(lyapunov("randomized-rk", 4096, 40, "1.2 s", 100));
        all.add(allenCahn("bug", 10, "7.5 s", 40));
        all.add(allenCahn("projected-rk", 20, "162 ms", 25));
        all.add(vlasov(1, "1024", 1024, 20, "4.1 ms", 4));
        all.add(vlasov(2, "64²", 64, 10, "10.6 ms", 11));
        all.add(vlasov(3, "16³", 16, 10, "21 ms", 20));
        all.add(
                new Yardstick(
                        "RAIL, Dougherty–Fokker–Planck, n = 100",
                        "3.3 s",
                        OptionalDouble.of(50),
                        TimedStep.of(DoughertyYardstick.class).with("n", 100)));
        all.add(
                new Yardstick(
                        "RAIL, Dougherty–Fokker–Planck, n = 200",
                        "",
                        OptionalDouble.empty(),
                        TimedStep.of(DoughertyYardstick.class).with("n", 200)));
        return List.copyOf(all);
    }

    private static Yardstick ising(String integrator, int d, int r) {
        return ising(integrator, d, r, "", OptionalDouble.empty());
    }

    private static Yardstick ising(
            String integrator, int d, int r, String others, double milliseconds) {
        return ising(integrator, d, r, others, OptionalDouble.of(milliseconds));
    }

    private static Yardstick ising(
            String integrator, int d, int r, String others, OptionalDouble target) {
        return new Yardstick(
                "Ising chain, d = %d, r = %d, `%s`".formatted(d, r, integrator),
                others,
                target,
                TimedStep.of(IsingYardstick.class)
                        .with("integrator", integrator)
                        .with("d", d)
                        .with("r", r));
    }

    private static Yardstick lyapunov(
            String integrator, int n, int r, String others, double milliseconds) {
        return new Yardstick(
                "Lyapunov, n = %d, r = %d, `%s`".formatted(n, r, integrator),
                others,
                OptionalDouble.of(milliseconds),
                TimedStep.of(LyapunovYardstick.class)
                        .with("integrator", integrator)
                        .with("n", n)
                        .with("r", r));
    }

    private static Yardstick allenCahn(
            String integrator, int r, String others, double milliseconds) {
        return new Yardstick(
                "Allen–Cahn, n = 4096, r = %d, `%s`, interpolated".formatted(r, integrator),
                others,
                OptionalDouble.of(milliseconds),
                TimedStep.of(AllenCahnYardstick.class).with("integrator", integrator).with("r", r));
    }

    private static Yardstick vlasov(
            int d, String size, int points, int r, String others, double milliseconds) {
        return new Yardstick(
                "Vlasov–Poisson %dD%dV, %s × %s, r = %d, Lie".formatted(d, d, size, size, r),
                others,
                OptionalDouble.of(milliseconds),
                TimedStep.of(VlasovYardstick.class)
                        .with("d", d)
                        .with("points", points)
                        .with("r", r));
    }
}
