package org.bugle.app.command;

/// How a command ends, as scripts see it.
final class ExitCode {
    static final int DONE = 0;

    /// The run failed: it diverged, missed its tolerance, found no memory or disk.
    static final int FAILED = 1;

    /// The command line or a file was wrong.
    static final int WRONG_INPUT = 2;

    private ExitCode() {}
}
