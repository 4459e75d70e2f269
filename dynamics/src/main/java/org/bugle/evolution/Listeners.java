package org.bugle.evolution;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Who is told of a run, and how often; all silent until set by [Evolution].
final class Listeners<Y> {
    List<Observer<Y>> observers = List.of();
    int checkpointEvery = Integer.MAX_VALUE;
    Consumer<Checkpoint<Y>> checkpoints = _ -> {};
    int snapshotEvery = Integer.MAX_VALUE;
    Evolution.Snapshots<Y> snapshots = (_, _, _) -> {};
    Consumer<Row> rows = _ -> {};
    Consumer<Progress> progress = _ -> {};
    Consumer<String> warnings = _ -> {};
    BooleanSupplier cancelled = () -> false;
}
