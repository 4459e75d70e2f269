package org.bugle.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bugle.app.config.JsonSchema;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.TrainInput;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Locale;

/// `bugle schema`: the JSON Schema of run files or train files, for editors that complete and check
/// it.
@Command(name = "schema", description = "Prints the JSON Schema of the run file or the train file.")
final class Schema implements Runnable {
    /// Whose schema.
    enum File {
        RUN,
        TRAIN;

        ObjectNode schema(Plugins plugins) {
            return switch (this) {
                case RUN ->
                        JsonSchema.either(
                                "problem",
                                Vocabulary.runFile(plugins),
                                Vocabulary.ownRunFile(plugins),
                                "Bugle run file");
                case TRAIN -> JsonSchema.of(TrainInput.keys(), "Bugle train file");
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "One of ${COMPLETION-CANDIDATES}; run unless given.")
    private File file = File.RUN;

    @Override
    public void run() {
        spec.commandLine().getOut().println(file.schema(plugins.load()).toPrettyString());
    }
}
