package org.bugle.app.command;

import org.bugle.app.config.JsonSchema;
import org.bugle.app.run.Vocabulary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `bugle schema`: the run file's JSON Schema, for editors that complete and check it.
@Command(name = "schema", description = "Prints the JSON Schema of the run file.")
final class Schema implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println(
                        JsonSchema.either(
                                        "problem",
                                        Vocabulary.runFile(),
                                        Vocabulary.ownRunFile(),
                                        "Bugle run file")
                                .toPrettyString());
    }
}
