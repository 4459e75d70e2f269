package org.bugle.cluster;

import org.bugle.app.Main;

import java.util.Arrays;
import java.util.stream.Stream;

/// Where `spark-submit` starts the `bugle` command: a study is computed on the cluster that
/// `spark-submit` was told, or in this process, without another word.
public final class SweepOnSpark {
    private static final String OPTION = "--master";

    private SweepOnSpark() {}

    /// @param args as those of `bugle`, such as `sweep run.yaml --over integrator.rank=4,8`
    public static void main(String[] args) {
        Main.main(withMaster(args, Master.submitted().orElse("local[*]")));
    }

    /// Names the master, unless the words do or are no study.
    static String[] withMaster(String[] args, String master) {
        boolean named =
                Arrays.stream(args)
                        .anyMatch(word -> word.equals(OPTION) || word.startsWith(OPTION + "="));
        return named || !Arrays.asList(args).contains("sweep")
                ? args
                : Stream.concat(Arrays.stream(args), Stream.of(OPTION, master))
                        .toArray(String[]::new);
    }
}
