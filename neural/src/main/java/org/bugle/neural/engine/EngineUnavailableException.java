package org.bugle.neural.engine;

/// An engine cannot be used here: a library or a device is missing. The message says what to do.
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
