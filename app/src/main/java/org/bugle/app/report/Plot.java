package org.bugle.app.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Arrays;
import java.util.List;

/// One figure of a report. The component names are the keys of the page's data, so they are stable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Plot.Lines.class, name = "lines"),
    @JsonSubTypes.Type(value = Plot.Curves.class, name = "curves"),
    @JsonSubTypes.Type(value = Plot.HeatMap.class, name = "heatMap"),
    @JsonSubTypes.Type(value = Plot.Tree.class, name = "tree"),
    @JsonSubTypes.Type(value = Plot.Bars.class, name = "bars")
})
public sealed interface Plot {

    String title();

    /// What the figure's caption admits: values that cannot be drawn, and averaging.
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    default List<String> remarks() {
        return Remarks.of(this);
    }

    /// Curves y(x), each with points of its own.
    record Lines(String title, Axis x, Axis y, List<Series> series, Mark mark) implements Plot {
        public Lines {
            series = List.copyOf(series);
        }

        /// Points joined in the order given.
        public Lines(String title, Axis x, Axis y, List<Series> series) {
            this(title, x, y, series, Mark.LINE);
        }
    }

    /// How the points of a curve are drawn.
    enum Mark {
        @JsonProperty("line")
        LINE,
        /// Each by itself.
        @JsonProperty("points")
        POINTS
    }

    /// A curve.
    record Series(String name, Samples x, Samples y) {
        /// @throws IllegalArgumentException if x and y differ in length
        public Series {
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "Series '%s': x and y must have the same length, found %d and %d"
                                .formatted(name, x.size(), y.size()));
            }
        }

        public static Series of(String name, double[] x, double[] y) {
            return new Series(name, Samples.of(x), Samples.of(y));
        }
    }

    /// One curve y(x) at several times, on the same points x; with a time slider, and the curve at
    /// the first time beside the one shown.
    ///
    /// @param frames at least one, by time, each of as many values as there are points
    record Curves(String title, Axis x, Axis y, Samples points, List<Moment> frames)
            implements Plot {
        /// @throws IllegalArgumentException if there is no frame or one has another number of
        ///   values
        public Curves {
            frames = List.copyOf(frames);
            Moment.requireSize("Curves '" + title + "'", frames, points.size());
        }
    }

    /// Values at one time: those of a curve, or those at the edges of a tree.
    record Moment(double time, Samples values) {
        /// @throws IllegalArgumentException if the time is not finite
        public Moment {
            requireFinite("Moment", time);
        }

        public static Moment of(double time, double... values) {
            return new Moment(time, Samples.of(values));
        }

        private static void requireSize(String caller, List<Moment> frames, int size) {
            if (frames.isEmpty()) {
                throw new IllegalArgumentException(
                        caller + ": at least one frame is needed, found none");
            }
            for (Moment frame : frames) {
                if (frame.values().size() != size) {
                    throw new IllegalArgumentException(
                            "%s: the frame at t = %s must hold %d values, found %d"
                                    .formatted(caller, frame.time(), size, frame.values().size()));
                }
            }
        }
    }

    private static void requireFinite(String caller, double time) {
        if (!Double.isFinite(time)) {
            throw new IllegalArgumentException(
                    "%s: time must be finite, found %s".formatted(caller, time));
        }
    }

    /// A drawn tree with a number at every edge, such as its rank; several frames get a time slider
    /// and share one scale.
    ///
    /// @param nodes in post-order, the root last
    /// @param value what the numbers measure
    /// @param frames at least one, by time; value k belongs to the edge above node k
    record Tree(String title, List<Node> nodes, Axis value, List<Moment> frames) implements Plot {
        /// @throws IllegalArgumentException if a parent does not come after its child, there is no
        ///   frame or one has not a value for every edge
        public Tree {
            nodes = List.copyOf(nodes);
            frames = List.copyOf(frames);
            int root = nodes.size() - 1;
            for (int k = 0; k <= root; k++) {
                int parent = nodes.get(k).parent();
                if (k == root ? parent != Node.NONE : parent <= k || parent > root) {
                    throw new IllegalArgumentException(
                            "Tree '%s': a parent must come after its child, found %d above node %d of %d"
                                    .formatted(title, parent, k, nodes.size()));
                }
            }
            Moment.requireSize("Tree '" + title + "'", frames, root);
        }
    }

    /// A node of a tree.
    ///
    /// @param parent its place among the nodes, [#NONE] for the root
    /// @param label what a leaf stands for, such as `x`; may be empty
    record Node(int parent, String label) {
        /// The parent of the root.
        public static final int NONE = -1;
    }

    /// A function of two variables in colour; several frames get a time slider and share one colour
    /// scale.
    ///
    /// @param value what the colours measure
    /// @param frames at least one, each of as many rows as `x` has points and columns as `y` has
    record HeatMap(String title, Grid x, Grid y, Axis value, List<Frame> frames) implements Plot {

        /// About as many cells per direction as a figure has room for.
        private static final int CELLS = 200;

        /// @throws IllegalArgumentException if there is no frame or one has another shape
        public HeatMap {
            frames = List.copyOf(frames);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException(
                        "HeatMap '%s': at least one frame is needed, found none".formatted(title));
            }
            for (Frame frame : frames) {
                frame.requireShape(title, x.points().size(), y.points().size());
            }
        }

        /// Cells per direction x, y that the page averages into one: 1 up to 200 points. The page's
        /// data hold every value all the same.
        @JsonProperty
        public List<Integer> block() {
            return List.of(
                    Math.ceilDiv(x.points().size(), CELLS), Math.ceilDiv(y.points().size(), CELLS));
        }
    }

    /// One direction of a heat map: cell centres, edges lie half-way between them.
    record Grid(String name, String unit, Samples points) {
        /// @throws IllegalArgumentException unless there are points, finite and increasing strictly
        public Grid {
            if (points.size() == 0) {
                throw new IllegalArgumentException(
                        "Grid '%s': at least one point is needed, found none".formatted(name));
            }
            for (int i = 0; i < points.size(); i++) {
                double last = i == 0 ? Double.NEGATIVE_INFINITY : points.get(i - 1);
                if (!(points.get(i) > last && points.get(i) < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "Grid '%s': points must be finite and increase, found %s at index %d"
                                    .formatted(name, points.get(i), i));
                }
            }
        }

        public static Grid of(String name, double... points) {
            return new Grid(name, "", Samples.of(points));
        }
    }

    /// A heat map's values at one time.
    ///
    /// @param values a row for every x, in it a value for every y
    record Frame(double time, List<Samples> values) {
        /// @throws IllegalArgumentException if the time is not finite
        public Frame {
            values = List.copyOf(values);
            requireFinite("Frame", time);
        }

        /// The frame whose `values[i][j]` is the value at (xᵢ, yⱼ).
        public static Frame of(double time, double[][] values) {
            return new Frame(time, Arrays.stream(values).map(Samples::of).toList());
        }

        private void requireShape(String title, int rows, int columns) {
            boolean fits =
                    values.size() == rows && values.stream().allMatch(r -> r.size() == columns);
            if (!fits) {
                throw new IllegalArgumentException(
                        ("HeatMap '%s': the frame at t = %s must hold %d rows of %d values,"
                                        + " found %d rows of %s")
                                .formatted(
                                        title,
                                        time,
                                        rows,
                                        columns,
                                        values.size(),
                                        values.stream().map(Samples::size).distinct().toList()));
            }
        }
    }

    /// Named quantities side by side, in one or several groups of bars.
    record Bars(String title, List<String> labels, Axis y, List<Group> groups) implements Plot {
        /// @throws IllegalArgumentException if a group has not one value per label
        public Bars {
            labels = List.copyOf(labels);
            groups = List.copyOf(groups);
            for (Group group : groups) {
                if (group.values().size() != labels.size()) {
                    throw new IllegalArgumentException(
                            "Bars '%s': group '%s' must have a value for each of %d labels, found %d"
                                    .formatted(
                                            title,
                                            group.name(),
                                            labels.size(),
                                            group.values().size()));
                }
            }
        }
    }

    /// A bar for every label.
    record Group(String name, Samples values) {
        public static Group of(String name, double... values) {
            return new Group(name, Samples.of(values));
        }
    }
}
