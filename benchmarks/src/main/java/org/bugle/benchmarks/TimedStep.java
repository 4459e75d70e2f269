package org.bugle.benchmarks;

import org.bugle.linalg.blas.Work;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// One JMH benchmark with a value for each of its parameters.
///
/// @param benchmark its class, whose parameters are public fields of numbers and strings
/// @param parameters by name; those left out have their first value
record TimedStep(Class<?> benchmark, SequencedMap<String, String> parameters) {
    TimedStep {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    static TimedStep of(Class<?> benchmark) {
        return new TimedStep(benchmark, new LinkedHashMap<>());
    }

    TimedStep with(String parameter, Object value) {
        SequencedMap<String, String> all = new LinkedHashMap<>(parameters);
        all.put(parameter, String.valueOf(value));
        return new TimedStep(benchmark, all);
    }

    /// What a step cost.
    ///
    /// @param milliseconds the median
    /// @param allocated bytes of a step, on all threads
    record Cost(double milliseconds, double allocated) {}

    /// Times the step in a Java process of its own.
    ///
    /// @throws IllegalStateException if the benchmark fails
    Cost measure() {
        OptionsBuilder options = new OptionsBuilder();
        options.include(Pattern.quote(benchmark.getName() + ".") + "step$")
                .addProfiler(GCProfiler.class)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(1000))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(700))
                .jvmArgs("--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return new Cost(
                    result.getPrimaryResult().getStatistics().getPercentile(50),
                    result.getSecondaryResults().keySet().stream()
                            .filter(name -> name.endsWith("gc.alloc.rate.norm"))
                            .mapToDouble(name ->
                                    Objects.requireNonNull(result.getSecondaryResults().get(name))
                                            .getScore())
                            .findFirst()
                            .orElseThrow());
        } catch (RunnerException e) {
            throw new IllegalStateException("%s %s failed".formatted(name(), parameters), e);
        }
    }

    /// Counts the work of a step, here, after one that fills what is kept from step to step.
    Work.Amount work() {
        try {
            Object instance = benchmark.getConstructor().newInstance();
            for (var parameter : parameters.entrySet()) {
                set(instance, benchmark.getField(parameter.getKey()), parameter.getValue());
            }
            Method step = annotated(Benchmark.class);
            annotated(Setup.class).invoke(instance);
            step.invoke(instance);
            Work.Amount work = Work.of(() -> invoke(step, instance));
            if (isAnnotated(TearDown.class)) {
                annotated(TearDown.class).invoke(instance);
            }
            return work;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s %s failed".formatted(name(), parameters), e);
        }
    }

    private static void set(Object instance, Field field, String value)
            throws IllegalAccessException {
        if (field.getType() == int.class) {
            field.setInt(instance, Integer.parseInt(value));
        } else {
            field.set(instance, value);
        }
    }

    private static void invoke(Method method, Object instance) {
        try {
            method.invoke(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method + " failed", e);
        }
    }

    private boolean isAnnotated(Class<? extends Annotation> annotation) {
        return Arrays.stream(benchmark.getMethods())
                .anyMatch(m -> m.isAnnotationPresent(annotation));
    }

    private Method annotated(Class<? extends Annotation> annotation) {
        return Arrays.stream(benchmark.getMethods())
                .filter(m -> m.isAnnotationPresent(annotation))
                .findFirst()
                .orElseThrow();
    }

    private String name() {
        return benchmark.getSimpleName();
    }
}
