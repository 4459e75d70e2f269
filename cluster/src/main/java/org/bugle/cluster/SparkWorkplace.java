package org.bugle.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.bugle.app.config.InputException;
import org.bugle.app.sweep.Task;
import org.bugle.app.sweep.TaskRun;
import org.bugle.app.sweep.Workplace;

import java.util.List;

/// Apache Spark: embedded in this process, a stand-alone cluster, or what `spark-submit` gives.
///
/// Spark's own settings are taken from system properties, such as `-Dspark.executor.memory=4g`;
/// they come before those chosen here.
public final class SparkWorkplace implements Workplace {
    /// As the pages of the cluster list it.
    private static final String NAME = "bugle sweep";

    private final Computation computation;

    /// The one that [java.util.ServiceLoader] makes.
    public SparkWorkplace() {
        this(TaskRun::compute);
    }

    SparkWorkplace(Computation computation) {
        this.computation = computation;
    }

    @Override
    public boolean accepts(String master) {
        return Master.isKnown(master);
    }

    @Override
    public void compute(List<Task> tasks, Order order, Listener listener) {
        if (tasks.isEmpty()) {
            return;
        }
        Master master = Master.of(order.master());
        master.requireReachable();
        Study study = new Study(tasks, order, listener);
        try (JavaSparkContext context = connect(master, tasks)) {
            study.compute(context, new SparkTask(computation));
        }
        study.tellTheRest();
    }

    private static JavaSparkContext connect(Master master, List<Task> tasks) {
        SparkConf settings = settings(master, tasks);
        try {
            return new JavaSparkContext(settings);
        } catch (Exception e) { // Spark hides that it throws checked exceptions
            throw new InputException(
                    "--master %s: Spark does not start: %s"
                            .formatted(master.text(), Reason.of(String.valueOf(e.getMessage()))));
        }
    }

    private static SparkConf settings(Master master, List<Task> tasks) {
        int threads = tasks.stream().mapToInt(Task::threads).max().orElse(1);
        SparkConf settings =
                new SparkConf()
                        .setMaster(master.text())
                        .setIfMissing("spark.app.name", NAME)
                        .setIfMissing("spark.ui.enabled", "false")
                        .setIfMissing("spark.log.level", "ERROR")
                        .setIfMissing("spark.task.cpus", Integer.toString(threads))
                        // attempts are counted, and told of, by the study
                        .set("spark.task.maxFailures", "1");
        if (master.isHere()) {
            settings.setIfMissing("spark.driver.host", "localhost")
                    .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else if (!settings.contains("spark.jars")) {
            settings.set("spark.jars", jar(master));
        }
        return settings;
    }

    /// What the workers need beside Spark: the jar that this class is in, which holds all.
    private static String jar(Master master) {
        String[] jar = JavaSparkContext.jarOfClass(SparkWorkplace.class);
        if (jar.length == 0) {
            throw new InputException(
                    "--master %s: the workers need the packaged jar, and this is none; start the command by bugle"
                            .formatted(master.text()));
        }
        return jar[0];
    }
}
