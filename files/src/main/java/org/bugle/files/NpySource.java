package org.bugle.files;

import org.bugle.linalg.Tensor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// NumPy's files: the one array of an `.npy` file, or those of an `.npz` file.
sealed interface NpySource extends ArraySource {
    /// @param file `.npy`; its array has the name `array`
    record One(Path file) implements NpySource {
        private static final String NAME = "array";

        @Override
        public SequencedMap<String, List<Integer>> shapes() {
            SequencedMap<String, List<Integer>> shapes = new LinkedHashMap<>();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                shapes.put(NAME, sizes(NpyHeader.read(file, in, Files.size(file))));
                return shapes;
            } catch (IOException e) {
                throw FileException.reading(file, e);
            }
        }

        @Override
        public Tensor array(String name) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return tensor(file, in, Files.size(file));
            } catch (IOException e) {
                throw FileException.reading(file, e);
            }
        }

        @Override
        public void close() {
            // nothing stays open
        }
    }

    /// @param file `.npz`
    record Many(Path file, ZipFile zip) implements NpySource {
        private static final String ENDING = ".npy";

        static Many open(Path file) {
            try {
                return new Many(file, new ZipFile(file.toFile()));
            } catch (IOException e) {
                throw FileException.reading(file, e);
            }
        }

        @Override
        public SequencedMap<String, List<Integer>> shapes() {
            SequencedMap<String, List<Integer>> shapes = new LinkedHashMap<>();
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(ENDING)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        NpyHeader header = NpyHeader.read(file, in, entry.getSize());
                        if (NpyTensor.isReadable(header)) {
                            String name = entry.getName();
                            shapes.put(
                                    name.substring(0, name.length() - ENDING.length()),
                                    sizes(header));
                        }
                    } catch (IOException e) {
                        throw FileException.reading(file, e);
                    }
                }
            }
            return shapes;
        }

        @Override
        public Tensor array(String name) {
            ZipEntry entry = Objects.requireNonNull(zip.getEntry(name + ENDING));
            try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                return tensor(file, in, entry.getSize());
            } catch (IOException e) {
                throw FileException.reading(file, e);
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    private static Tensor tensor(Path file, InputStream in, long size) throws IOException {
        NpyHeader header = NpyHeader.read(file, in, size);
        return NpyTensor.read(file, header, in, size - header.length());
    }

    /// Sizes beyond what an array can have are told when it is read.
    private static List<Integer> sizes(NpyHeader header) {
        return header.shape().stream().map(digits -> (int) Long.parseLong(digits)).toList();
    }
}
