package org.bugle.app.run;

/// The file of an initial value cannot be read, or does not fit the problem; the message goes on
/// behind the key.
final class InitialStateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InitialStateException(String message) {
        super(message);
    }
}
