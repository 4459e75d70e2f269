package org.bugle.app.run;

/// The run failed although its input was right; the message is the one sentence to show (exit code
/// 1).
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
