package org.bugle.app.config;

/// The user's input is wrong; the message is the one sentence to show (exit code 2).
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message names the place, what was found and what is allowed
    public InputException(String message) {
        super(message);
    }

    /// @param sentence continues behind the place
    public static InputException at(Place place, String sentence) {
        return new InputException(place + ": " + sentence);
    }
}
