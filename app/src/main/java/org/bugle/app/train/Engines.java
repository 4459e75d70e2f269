package org.bugle.app.train;

import org.bugle.app.config.InputException;
import org.bugle.app.config.TrainFile;
import org.bugle.app.run.Machine;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.EngineUnavailableException;
import org.bugle.neural.plain.PlainEngine;

/// The engine that a train file asks for.
final class Engines {
    private Engines() {}

    /// @throws InputException if it cannot be used here
    static Engine start(TrainFile file) {
        boolean plain =
                switch (file.engine().name()) {
                    case JAVA -> true;
                    case PYTORCH -> false;
                    case AUTO -> file.task().isPresent();
                };
        if (plain) {
            return new PlainEngine();
        }
        try {
            return new DjlEngine(
                    switch (file.engine().precision()) {
                        case SINGLE -> Precision.SINGLE;
                        case DOUBLE -> Precision.DOUBLE;
                    },
                    file.engine().device().equals("cpu") ? Processor.CPU : Processor.GPU,
                    file.threads().orElseGet(Machine::cores));
        } catch (EngineUnavailableException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }
}
