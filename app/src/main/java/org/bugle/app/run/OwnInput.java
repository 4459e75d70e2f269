package org.bugle.app.run;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.Binder;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Node;
import org.bugle.app.config.OwnRunFile;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.own.OwnEquationException;

import java.util.Optional;

/// Reads run files with an equation of their own.
final class OwnInput {
    private OwnInput() {}

    /// Whether a file has an equation of its own.
    ///
    /// @throws InputException if it names a problem as well
    static boolean isMeant(Node.Mapping source) {
        Optional<Node.Entry> own =
                source.entries().stream()
                        .filter(entry -> OwnRunFile.KEYS.contains(entry.key()))
                        .findFirst();
        if (own.isPresent() && source.entry("problem").isPresent()) {
            throw InputException.at(
                    own.get().place(),
                    ("%s and problem exclude each other: a run file names a problem, or has an"
                         + " equation of its own by domain, unknown, equation and initial")
                            .formatted(own.get().key()));
        }
        return own.isPresent();
    }

    /// The input, with an integrator that suits the equation where none is given.
    ///
    /// @throws InputException at the key that is wrong
    static RunInput read(Node.Mapping source) {
        OwnRunFile file = Binder.bind(source, Vocabulary.ownRunFile());
        OwnEquation own = file.ownEquation();
        boolean stiff;
        try {
            stiff = own.isStiff();
        } catch (OwnEquationException e) {
            throw refused(source, e);
        }
        if (file.integrator().isPresent()) {
            return new RunInput(source, file.runFile(), Optional.empty());
        }
        boolean matrix = own.domain().size() == 2;
        String chosen =
                !stiff
                        ? "{name: midpoint-bug}"
                        : "{name: augmented-bug, substep: %s}"
                                .formatted(matrix ? "exponential" : "krylov");
        String why =
                stiff
                        ? "chosen because the equation has derivatives of order 2 or more, whose"
                                + " steps an explicit method would limit"
                        : "chosen because the equation has no derivative of order 2 or more in one"
                                + " variable that would limit explicit steps";
        Node.Mapping complete = Assignment.parse("integrator=" + chosen).applyTo(source);
        return new RunInput(
                complete,
                Binder.bind(complete, Vocabulary.ownRunFile()).runFile(),
                Optional.of(why));
    }

    /// The refusal of an equation, at the line of its key.
    static InputException refused(Node.Mapping source, OwnEquationException e) {
        return InputException.at(source.placeOf(e.key()), String.valueOf(e.getMessage()));
    }
}
