package org.bugle.app.command;

import picocli.CommandLine.Mixin;

/// How a run is shown and on how many threads it goes.
final class RunOptions {
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Mixin private DisplayOptions display = new DisplayOptions();

    @Mixin private WatchOptions watch = new WatchOptions();

    DisplayOptions display() {
        return display;
    }

    WatchOptions watch() {
        return watch;
    }

    boolean isQuiet() {
        return display.isQuiet();
    }

    boolean isJson() {
        return display.isJson();
    }

    int threads() {
        return threads.count();
    }
}
