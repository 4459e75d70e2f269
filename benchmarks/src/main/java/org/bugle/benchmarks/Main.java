package org.bugle.benchmarks;

import org.bugle.files.AtomicFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Measures all yardsticks and how costs grow, on an idle machine in about a quarter of an hour,
/// and writes `benchmarks/RESULTS.md` and `docs/scaling.md` with its pictures.
public final class Main {
    private Main() {}

    /// @param arguments the root of the checkout, and the file with the output of `startup.sh`
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toRealPath();
        Machine machine = Machine.here(root);
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        say("rates of the machine");
        MachineRates rates = MachineRates.measure();

        List<Yardstick.Result> results = new ArrayList<>();
        for (Yardstick yardstick : Yardsticks.ALL) {
            say(yardstick.title());
            results.add(yardstick.measure());
        }
        String startUp = Files.readString(Path.of(arguments[1]));
        AtomicFile.write(
                root.resolve("benchmarks/RESULTS.md"),
                new ResultsPage(today, machine, rates, results, startUp).text());

        List<List<Scaling.Result>> groups = new ArrayList<>();
        for (List<Scaling> group : Scalings.ALL) {
            say("cost over " + group.getFirst().parameter());
            groups.add(group.stream().map(Scaling::measure).toList());
        }
        ScalingPage page = new ScalingPage(today, machine, groups);
        AtomicFile.write(root.resolve("docs/scaling.md"), page.text());
        page.figures(Files.createDirectories(root.resolve("docs/scaling")));
    }

    private static void say(String what) {
        System.out.println(what + " …");
    }
}
