package org.bugle.linalg.structured;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Queue;
import java.util.stream.IntStream;

/// The reverse Cuthill–McKee order (George, Liu 1981): neighbours in the graph of a sparse matrix
/// get near numbers, and its LU factors stay inside a narrow band.
final class CuthillMcKee {
    private CuthillMcKee() {}

    /// The new number of every unknown of a square sparse matrix.
    static int[] places(Sparse m) {
        int n = m.rows();
        int[][] neighbours = neighbours(m);
        int[] places = new int[n];
        Arrays.fill(places, -1);
        int next = n;
        int[] byDegree = sorted(IntStream.range(0, n).toArray(), neighbours);
        for (int seed : byDegree) {
            if (places[seed] >= 0) {
                continue;
            }
            Queue<Integer> queue = new ArrayDeque<>();
            int start = farthest(farthest(seed, neighbours), neighbours);
            places[start] = --next;
            queue.add(start);
            while (!queue.isEmpty()) {
                for (int j : sorted(neighbours[queue.remove()], neighbours)) {
                    if (places[j] < 0) {
                        places[j] = --next;
                        queue.add(j);
                    }
                }
            }
        }
        return places;
    }

    /// The node that a breadth-first search from `start` reaches last.
    private static int farthest(int start, int[][] neighbours) {
        boolean[] seen = new boolean[neighbours.length];
        Queue<Integer> queue = new ArrayDeque<>();
        seen[start] = true;
        queue.add(start);
        int last = start;
        while (!queue.isEmpty()) {
            last = queue.remove();
            for (int j : neighbours[last]) {
                if (!seen[j]) {
                    seen[j] = true;
                    queue.add(j);
                }
            }
        }
        return last;
    }

    private static int[] sorted(int[] nodes, int[][] neighbours) {
        return Arrays.stream(nodes)
                .boxed()
                .sorted(Comparator.comparingInt(i -> neighbours[i].length))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The graph of M + Mᵀ without loops.
    private static int[][] neighbours(Sparse m) {
        int n = m.rows();
        int[] degrees = new int[n];
        for (Sparse.Entry e : m.entries()) {
            degrees[e.row()]++;
            degrees[e.column()]++;
        }
        int[][] result = new int[n][];
        Arrays.setAll(result, i -> new int[degrees[i]]);
        int[] filled = new int[n];
        for (Sparse.Entry e : m.entries()) {
            if (e.row() != e.column()) {
                result[e.row()][filled[e.row()]++] = e.column();
                result[e.column()][filled[e.column()]++] = e.row();
            }
        }
        Arrays.setAll(
                result,
                i -> Arrays.stream(result[i]).limit(filled[i]).sorted().distinct().toArray());
        return result;
    }
}
