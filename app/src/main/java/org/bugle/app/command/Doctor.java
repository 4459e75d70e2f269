package org.bugle.app.command;

import org.bugle.app.run.Machine;
import org.bugle.app.run.Version;
import org.bugle.linalg.blas.BlasBuild;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;

/// `bugle doctor`: what the command runs on, and whether that will do.
@Command(
        name = "doctor",
        description = "Tells JDK, native BLAS and its threads, cores, memory, free disk, versions.")
final class Doctor implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("bugle      " + Version.current());
        out.println(
                "java       %s, %s (%s)"
                        .formatted(
                                System.getProperty("java.version"),
                                System.getProperty("java.vm.name"),
                                System.getProperty("java.home")));
        out.println(
                "system     %s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        out.println("cores      " + Machine.cores());
        BlasBuild blas = BlasBuild.loaded();
        out.println(
                "blas       %s; %d thread of its own, Bugle forks above it"
                        .formatted(blas.configuration(), blas.threads()));
        out.println(
                "heap       %d MiB at most (-Xmx in BUGLE_JAVA_OPTS)"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20));
        out.println("memory     %d MiB in the machine".formatted(Machine.memoryBytes() >> 20));
        Path here = Path.of("").toAbsolutePath();
        out.println(
                "disk       %d MiB free in %s"
                        .formatted(here.toFile().getUsableSpace() >> 20, here));
        out.flush();
    }
}
