package org.bugle.benchmarks;

import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What is timed runs in a Java process of its own with the options of the launcher `bugle`.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@Fork(
        value = 1,
        jvmArgsPrepend = "-Xmx4g",
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseParallelGC",
            "-XX:-UseAdaptiveSizePolicy",
            "-Xmn256m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseTransparentHugePages"
        })
public abstract class LaunchedBenchmark {}
