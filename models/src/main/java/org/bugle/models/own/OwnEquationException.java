package org.bugle.models.own;

/// An equation of one's own that cannot be, or has no meaning.
public final class OwnEquationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;

    /// @param key dotted, such as domain.x.points; where the mistake is
    /// @param rest of the sentence
    public OwnEquationException(String key, String rest) {
        super(key + " " + rest);
        this.key = key;
    }

    private OwnEquationException(String key, IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
        this.key = key;
    }

    /// From the refusal of a formula, which begins with its key.
    static OwnEquationException of(String key, IllegalArgumentException refusal) {
        return refusal instanceof OwnEquationException own
                ? own
                : new OwnEquationException(key, refusal);
    }

    /// Where the mistake is.
    public String key() {
        return key;
    }
}
