package org.bugle.app.sweep;

import org.bugle.app.run.Stopwatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Computes what is still open of a study, and keeps each result in the folder as soon as it is
/// there.
public final class StudyRun {
    /// Seconds from one writing of the tables to the next; the results themselves do not wait.
    private static final double TABLE_SECONDS = 10;

    private final ParameterStudy study;
    private final StudyFolder folder;
    private final Map<Integer, CaseResult> results = new TreeMap<>();
    private Stopwatch sinceTables = Stopwatch.started();

    /// Who looks on, and may stop the study. Called from one thread at a time.
    public interface Watcher {
        void ended(StudyCase ended, CaseResult result);

        void retried(StudyCase failed, int attempt, String reason);

        boolean isCancelled();
    }

    /// @param folder of this study, see [StudyFolder#enter]; results that it holds are not computed
    ///   again
    public StudyRun(ParameterStudy study, StudyFolder folder) {
        this.study = study;
        this.folder = folder;
        for (StudyCase each : study.cases()) {
            folder.result(each).ifPresent(found -> results.put(each.number(), found));
        }
    }

    /// The cases that are not finished, those that failed before included.
    public List<StudyCase> open() {
        return study.cases().stream()
                .filter(each ->
                        Optional.ofNullable(results.get(each.number()))
                                .filter(found -> found.status() == Status.FINISHED)
                                .isEmpty())
                .toList();
    }

    /// Computes them, until all are done or the watcher has enough.
    ///
    /// @param threads of a case
    /// @throws org.bugle.app.config.InputException if the place cannot be reached
    /// @throws org.bugle.files.FileException if a result cannot be written
    public void compute(Workplace place, Workplace.Order order, int threads, Watcher watcher) {
        List<Task> tasks = new ArrayList<>();
        for (StudyCase each : open()) {
            tasks.add(new Task(each.number(), each.runFile(), threads));
        }
        try {
            if (!tasks.isEmpty()) {
                place.compute(tasks, order, new Keeper(watcher));
            }
        } finally {
            folder.write(results());
        }
    }

    /// The study as far as it has come.
    public StudyResults results() {
        return new StudyResults(
                StudyFolder.head(folder.path()),
                study.base().text(),
                study.design().keys(),
                StudyResults.lines(
                        study.design(),
                        study.cases().stream()
                                .map(each -> Optional.ofNullable(results.get(each.number())))
                                .toList()));
    }

    /// Keeps what it hears.
    private final class Keeper implements Workplace.Listener {
        private final Watcher watcher;
        private final Map<Integer, Integer> attempts = new HashMap<>();

        Keeper(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public void answered(Task task, Answer answer) {
            StudyCase ended = study.cases().get(task.number() - 1);
            int before =
                    Optional.ofNullable(results.get(task.number()))
                            .map(CaseResult::attempts)
                            .orElse(0);
            int now = attempts.getOrDefault(task.number(), 1);
            CaseResult result = CaseResult.of(ended, answer, before + now);
            folder.write(result);
            results.put(task.number(), result);
            watcher.ended(ended, result);
            if (sinceTables.seconds() > TABLE_SECONDS) {
                folder.write(results());
                sinceTables = Stopwatch.started();
            }
        }

        @Override
        public void retried(Task task, int attempt, String reason) {
            attempts.put(task.number(), attempt);
            watcher.retried(study.cases().get(task.number() - 1), attempt, reason);
        }

        @Override
        public boolean isCancelled() {
            return watcher.isCancelled();
        }
    }
}
