package org.bugle.app.run;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.Binder;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Node;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.plugin.Plugins;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.own.OwnEquationException;

import java.util.Optional;

/// Reads run files with an equation of their own.
final class OwnInput {
    private OwnInput() {}

    /// Whether a file has an equation of its own: a key that only such files have, or an initial
    /// value without a problem.
    ///
    /// @throws InputException if it names a problem as well
    static boolean isMeant(Node.Mapping source) {
        Optional<Node.Entry> own =
                source.entries().stream().filter(entry -> isOwn(source, entry.key())).findFirst();
        if (own.isPresent() && source.entry("problem").isPresent()) {
            throw InputException.at(
                    own.get().place(),
                    ("%s and problem exclude each other: a run file names a problem, or has an"
                         + " equation of its own by domain, unknown, equation and initial")
                            .formatted(own.get().key()));
        }
        return own.isPresent();
    }

    private static boolean isOwn(Node.Mapping source, String key) {
        return OwnRunFile.KEYS.contains(key)
                || (key.equals(InitialState.KEY) && source.entry("problem").isEmpty());
    }

    /// The input, with an integrator that suits the equation where none is given.
    ///
    /// @throws InputException at the key that is wrong
    static RunInput read(Node.Mapping source, Plugins plugins) {
        OwnRunFile file = Binder.bind(source, Vocabulary.ownRunFile(plugins));
        OwnEquation own = file.ownEquation();
        Choice choice;
        try {
            choice = choice(own);
        } catch (OwnEquationException e) {
            throw refused(source, e);
        }
        if (file.integrator().isPresent()) {
            return new RunInput(source, file.runFile(), Optional.empty(), plugins);
        }
        Node.Mapping complete =
                Assignment.parse("integrator=" + choice.integrator()).applyTo(source);
        return new RunInput(
                complete,
                Binder.bind(complete, Vocabulary.ownRunFile(plugins)).runFile(),
                Optional.of(choice.why()),
                plugins);
    }

    /// An integrator in YAML, and why it is chosen.
    private record Choice(String integrator, String why) {}

    private static Choice choice(OwnEquation own) {
        if (!own.isStiff()) {
            return new Choice(
                    "{name: midpoint-bug}",
                    "chosen because the equation has no derivative of order 2 or more in one"
                            + " variable that would limit explicit steps");
        }
        String why =
                "chosen because the equation has derivatives of order 2 or more, whose steps an"
                        + " explicit method would limit";
        return own.isOnStar()
                ? new Choice("{name: rail}", why)
                : new Choice(
                        "{name: augmented-bug, substep: exponential}",
                        why + "; rail wants the tree star");
    }

    /// The refusal of an equation, at the line of its key.
    static InputException refused(Node.Mapping source, OwnEquationException e) {
        return InputException.at(source.placeOf(e.key()), String.valueOf(e.getMessage()));
    }
}
