package org.bugle.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a figure's caption admits: values that cannot be drawn, and averaging.
final class Remarks {
    private Remarks() {}

    static List<String> of(Plot plot) {
        return switch (plot) {
            case Plot.Lines lines -> of(lines);
            case Plot.Curves curves -> of(curves);
            case Plot.HeatMap map -> of(map);
            case Plot.Tree tree -> missing("values", values(tree.frames()), tree.value().scale());
            case Plot.Bars bars ->
                    missing(
                            "bars",
                            bars.groups().stream().map(Plot.Group::values).toList(),
                            bars.y().scale());
        };
    }

    private static List<String> of(Plot.Lines lines) {
        long infinite = 0;
        long nonPositive = 0;
        long all = 0;
        for (Plot.Series curve : lines.series()) {
            for (int i = 0; i < curve.x().size(); i++) {
                double x = curve.x().get(i);
                double y = curve.y().get(i);
                if (!Double.isFinite(x) || !Double.isFinite(y)) {
                    infinite++;
                } else if (!lines.x().scale().shows(x) || !lines.y().scale().shows(y)) {
                    nonPositive++;
                }
            }
            all += curve.x().size();
        }
        return missing("points", all, infinite, nonPositive);
    }

    private static List<String> of(Plot.Curves curves) {
        return of(
                new Plot.Lines(
                        curves.title(),
                        curves.x(),
                        curves.y(),
                        curves.frames().stream()
                                .map(f -> new Plot.Series("", curves.points(), f.values()))
                                .toList()));
    }

    private static List<Samples> values(List<Plot.Moment> frames) {
        return frames.stream().map(Plot.Moment::values).toList();
    }

    private static List<String> of(Plot.HeatMap map) {
        List<Samples> rows = map.frames().stream().flatMap(f -> f.values().stream()).toList();
        var remarks = new ArrayList<>(missing("cells", rows, map.value().scale()));
        int blockX = map.block().get(0);
        int blockY = map.block().get(1);
        if (blockX * blockY > 1) {
            remarks.add(
                    "Drawn as averages over blocks of %d×%d of the %d×%d cells."
                            .formatted(
                                    blockX,
                                    blockY,
                                    map.x().points().size(),
                                    map.y().points().size()));
        }
        return remarks;
    }

    private static List<String> missing(String what, List<Samples> samples, Axis.Scale scale) {
        long all = samples.stream().mapToLong(Samples::size).sum();
        long infinite = samples.stream().mapToLong(s -> s.count(v -> !Double.isFinite(v))).sum();
        long hidden = samples.stream().mapToLong(s -> s.count(v -> !scale.shows(v))).sum();
        return missing(what, all, infinite, hidden - infinite);
    }

    private static List<String> missing(String what, long all, long infinite, long nonPositive) {
        long[] counts = {infinite, nonPositive};
        String[] reasons = {"not finite", "not positive on a logarithmic scale"};
        List<String> found =
                IntStream.range(0, counts.length)
                        .filter(i -> counts[i] > 0)
                        .mapToObj(i -> counts[i] + " " + reasons[i])
                        .toList();
        return found.isEmpty()
                ? List.of()
                : List.of(
                        "%d of %d %s not drawn: %s."
                                .formatted(
                                        infinite + nonPositive,
                                        all,
                                        what,
                                        String.join(", ", found)));
    }
}
