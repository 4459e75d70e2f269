package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.InitialFile;
import org.bugle.files.InitialValue;
import org.bugle.files.SolutionFile;
import org.bugle.files.StateFormat;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Files of runs in h5py, NumPy and Octave, and theirs here. The loaders are those of
/// `docs/file-formats.md`.
@Tag("interop")
class InteropTest {
    private static final String MATRIX = "problem: %s\ntime: {end: 0.05, steps: 2}\n";
    private static final String TREE =
            """
            domain:
              x: {periodic: [0, 2*pi], points: 4}
              y: {periodic: [0, 2*pi], points: 5}
              z: {periodic: [0, 2*pi], points: 6}
            unknown: f
            equation: "dt f = -sin(y) * dx f + 0.1 * dzz f"
            initial: "2 + cos(x)*sin(y) + cos(z)"
            tree: ((0 1) 2)
            integrator: {name: augmented-bug, truncation: {relative: 1e-10}}
            time: {end: 0.1, steps: 4}
            """;

    /// a 3×4 with the rows 0 1 2 3, 4 5 6 7, 8 9 10 11.
    private static final Matrix A = Matrix.generate(3, 4, (i, j) -> 4 * i + j);

    private static final Matrix C =
            Matrix.generateComplex(3, 4, (i, j) -> new Complex(4 * i + j, 4 * i + j + 0.5));

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private void solve(String text) {
        String file = cli.file("run.yaml", text + "reference: none\noutput: {every: 1}\n");
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("out")).code()).isZero();
    }

    /// The code blocks of a language in the section of `solution.h5`.
    private static String loader(String language, int number) throws IOException {
        String page = Files.readString(Path.of("../docs/file-formats.md"));
        String section =
                page.substring(page.indexOf("## solution.h5"), page.indexOf("## history.csv"));
        return section.split("```" + language + "\n", -1)[number].split("```", -1)[0];
    }

    private String ends(Process process) throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void python(String... program) throws Exception {
        Process process =
                new ProcessBuilder(
                                "/usr/bin/python3",
                                "-c",
                                String.join("\n", program) + "\nprint('done')")
                        .directory(folder.resolve("out").toFile())
                        .redirectErrorStream(true)
                        .start();
        assertThat(ends(process)).isEqualTo("done\n");
    }

    private void octave(String... program) throws Exception {
        Files.writeString(
                folder.resolve("out/program.m"), String.join("\n", program) + "\ndisp('done')\n");
        Process process =
                new ProcessBuilder("octave-cli", "--quiet", "--norc", "program.m")
                        .directory(folder.resolve("out").toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(ends(process)).isEqualTo("done\n");
    }

    private void dense() {
        cli.run("export", cli.at("out"), "--dense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"riccati", "schroedinger/lattice-2d"})
    void thePagesLoaderGivesTheMatrixInPython(String problem) throws Exception {
        solve(MATRIX.formatted(problem) + "integrator: {name: bug, rank: 4}\n");
        dense();
        python(
                loader("python", 1),
                "import numpy",
                "z = numpy.load('solution.npz', allow_pickle=False)",
                "for name in 'USV': assert (z[name] == {'U': U, 'S': S, 'V': V}[name]).all()",
                "assert abs(Y - z['Y']).max() <= 1e-14 * abs(Y).max()",
                "assert (z['axis0/points'] == x).all() and list(z['snapshots/time']) == times",
                "assert len(times) == 3 and str(z['problem']) == '" + problem + "'",
                "assert z['U'].dtype == ('complex128' if numpy.iscomplexobj(U) else 'float64')",
                "f = h5py.File('solution.h5')",
                "for k, s in enumerate(f['snapshots'].values()):",
                "    for name, field in s.get('fields', {}).items():",
                "        assert (z['snapshots/fields/' + name][k] == field[...]).all()");
    }

    @Test
    void thePagesLoaderGivesTheTreeInPython() throws Exception {
        solve(TREE);
        dense();
        python(
                loader("python", 1).split("with h5py", 2)[0],
                loader("python", 2),
                "z = numpy.load('solution.npz', allow_pickle=False)",
                "assert Y.shape == (4, 5, 6) and abs(Y - z['Y']).max() <= 1e-14 * abs(Y).max()",
                "assert (z['nodes/000000'] =="
                        + " matrix(h5py.File('solution.h5')['nodes/000000'])).all()",
                "assert list(z['nodes/parent'])[-1] == -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"riccati", "schroedinger/lattice-2d"})
    void thePagesLoaderGivesTheMatrixInOctave(String problem) throws Exception {
        solve(MATRIX.formatted(problem) + "integrator: {name: bug, rank: 4}\n");
        LowRankMatrix y =
                SolutionFile.read(folder.resolve("out/solution.h5"), StateFormat.matrix()).state();
        octave(
                "1;", // a script, not a function
                loader("octave", 1),
                "save('-hdf5', 'octave.h5', 'Y');",
                "S = bugle_matrix(f.S); V = bugle_matrix(f.V);",
                "save('-hdf5', 'factors.h5', 'S', 'V');");
        Path back = folder.resolve("out/octave.h5");
        Tensor read = ((InitialValue.Dense) InitialFile.read(back, Optional.empty())).values();
        assertThat(read.unfold(0).minus(y.toDense()).norm()).isLessThan(1e-14 * y.norm());
        Path factors = folder.resolve("out/factors.h5");
        assertThat(((InitialValue.Dense) InitialFile.read(factors, Optional.of("V"))).values())
                .isEqualTo(Tensor.of(y.v()));
    }

    @Test
    void arraysOfH5pyAndNumpyAreRead() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        python(
                "import h5py, numpy as np",
                "a = np.arange(12.).reshape(3, 4); c = a + 1j * (a + .5)",
                "with h5py.File('a.h5', 'w') as f:",
                "    f['a'] = a; f['c'] = c; f['g/i'] = a.astype('i8'); f['t'] = 'text'",
                "    f.create_dataset('z', data=a, compression='gzip', shuffle=True, chunks=(2,"
                        + " 2))",
                "np.savez_compressed('a.npz', a=a, c=c, f=np.asfortranarray(a), t='text')",
                "np.save('a.npy', a.astype('f4'))");
        for (String name :
                new String[] {"a.h5:a", "a.h5:g/i", "a.h5:z", "a.npz:a", "a.npz:f", "a.npy:"}) {
            assertThat(read(name)).as(name).isEqualTo(A);
        }
        assertThat(read("a.h5:c")).isEqualTo(C);
        assertThat(read("a.npz:c")).isEqualTo(C);
    }

    private Matrix read(String name) {
        String[] parts = name.split(":", -1);
        Optional<String> wanted = parts[1].isEmpty() ? Optional.empty() : Optional.of(parts[1]);
        var value = InitialFile.read(folder.resolve("out/" + parts[0]), wanted);
        return ((InitialValue.Dense) value).values().unfold(0);
    }

    @Test // MATLAB itself is not here: h5py writes the block, the attributes and the order of MAT
    // 7.3
    void arraysOfMatlabAndOctaveKeepTheirIndices() throws Exception {
        Files.createDirectory(folder.resolve("out"));
        python(
                "import h5py, numpy as np",
                "a = np.arange(12.).reshape(3, 4)",
                "with h5py.File('a.mat', 'w', userblock_size=512) as f:",
                "    f['A'] = a.T; f['A'].attrs['MATLAB_class'] = np.bytes_('double')",
                "    c = np.zeros((4, 3), [('real', 'f8'), ('imag', 'f8')])",
                "    c['real'] = a.T; c['imag'] = a.T + .5",
                "    f['C'] = c; f['C'].attrs['MATLAB_class'] = np.bytes_('double')",
                "    f['w'] = np.zeros((3, 1), 'u2'); f['w'].attrs['MATLAB_class'] ="
                        + " np.bytes_('char')",
                "    f.create_group('#refs#')",
                "head = b'MATLAB 7.3 MAT-file, Platform: GLNXA64, HDF5 schema 1.00 .'.ljust(124)",
                "with open('a.mat', 'r+b') as f: f.write(head + b'\\x00\\x02IM')");
        octave(
                "A = reshape(0:11, 4, 3).'; C = A + 1i * (A + .5); w = 'text'; s.A = A;",
                "save('-hdf5', 'o.h5', 'A', 'C', 'w', 's');");
        for (String file : new String[] {"a.mat", "o.h5"}) {
            assertThat(read(file + ":A")).as(file).isEqualTo(A);
            assertThat(read(file + ":C")).as(file).isEqualTo(C);
        }
        assertThat(read("o.h5:s/A")).isEqualTo(A);
    }
}
