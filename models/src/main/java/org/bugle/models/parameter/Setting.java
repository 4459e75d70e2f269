package org.bugle.models.parameter;

/// One key of a run file: the description of a record component.
///
/// @param name the key, the component's own name
/// @param kind what may be written there
/// @param fallback the default as YAML text; empty where there is none
/// @param doc what it means, in one line
/// @param unit the physical unit; empty where there is none
/// @param source where the default comes from; empty where nobody says
public record Setting(
        String name, Kind kind, String fallback, String doc, String unit, String source) {

    /// Whether a run file must give this key, or some key inside it.
    public boolean isRequired() {
        return switch (kind) {
            case Kind.Maybe _ -> false;
            case Kind.Group(Settings<?> settings) ->
                    fallback.isEmpty() && settings.keys().stream().anyMatch(Setting::isRequired);
            case Kind.Dependent _ -> false;
            default -> fallback.isEmpty();
        };
    }
}
