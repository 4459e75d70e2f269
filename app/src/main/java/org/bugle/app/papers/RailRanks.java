package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Lab;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The largest rank after every step of a run.
final class RailRanks implements RailRun.Watcher {
    private final List<Double> times = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();

    @Override
    public void see(double t, Tucker u) {
        times.add(t);
        ranks.add(Collections.max(u.ranks()));
    }

    int last() {
        return ranks.getLast();
    }

    /// At the last time up to t.
    int at(double t) {
        int k = 0;
        while (k + 1 < times.size() && times.get(k + 1) <= t + 1e-9) {
            k++;
        }
        return ranks.get(k);
    }

    /// The first time from which on the rank never again exceeds the given one.
    double lastTimeAbove(int rank) {
        double time = times.getFirst();
        for (int k = 0; k + 1 < times.size(); k++) {
            if (ranks.get(k) > rank) {
                time = times.get(k + 1);
            }
        }
        return ranks.getLast() > rank ? Double.NaN : time;
    }

    /// The first time after another one of a rank at least the given one.
    double firstTimeOf(int rank, double after) {
        for (int k = 0; k < times.size(); k++) {
            if (times.get(k) > after && ranks.get(k) >= rank) {
                return times.get(k);
            }
        }
        return Double.NaN;
    }

    /// The first time after another one at which the rank is at most the given one.
    double firstTimeBelow(int rank, double after) {
        for (int k = 0; k < times.size(); k++) {
            if (times.get(k) > after && ranks.get(k) <= rank) {
                return times.get(k);
            }
        }
        return Double.NaN;
    }

    /// As a curve of a chart.
    void draw(Lab lab, String title, String series) {
        Chart chart = new Chart(title, Axis.linear("time"), Axis.linear("rank"));
        for (int k = 0; k < times.size(); k++) {
            lab.point(chart, series, times.get(k), ranks.get(k));
        }
    }
}
