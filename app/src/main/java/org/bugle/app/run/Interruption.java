package org.bugle.app.run;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The user's wish to stop: Ctrl-C, SIGTERM, or [#request]. Work that must come to an orderly end
/// asks for it between its steps; everything else is stopped at once.
public final class Interruption {
    /// Exit code of an interrupted command.
    public static final int CODE = 130;

    /// Milliseconds from one look to the next.
    private static final int LOOK = 100;

    private final Semaphore stoppable = new Semaphore(1);
    private volatile boolean requested;
    private volatile boolean over;
    private volatile int code = CODE;

    /// The interruption of this process: from now on, a signal to end it comes here.
    ///
    /// A shutdown hook sees all such signals on every system, and holds up the end of the process
    /// until orderly work is done.
    public static Interruption ofProcess() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "interruption"));
        return interruption;
    }

    private void onShutdown() {
        if (!over) {
            request();
            stoppable.acquireUninterruptibly();
            Runtime.getRuntime().halt(code);
        }
    }

    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    /// Waits for the user to stop what would go on for ever, which is its good end.
    ///
    /// @param usual the exit code that the process has then
    /// @return that exit code
    public int await(int usual) {
        code = usual;
        try {
            while (!requested) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return usual;
    }

    /// Does work that asks [#isRequested] often and then ends by itself; the process is not stopped
    /// before it has.
    public <T> T orderly(Supplier<T> work) {
        stoppable.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            stoppable.release();
        }
    }

    /// Ends the process.
    public void exit(int code) {
        over = !requested;
        System.exit(code);
    }
}
