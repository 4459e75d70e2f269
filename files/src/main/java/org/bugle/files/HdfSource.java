package org.bugle.files;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// A group of an HDF5 file, read with the name of the file in every complaint.
///
/// @param kind what the file is to be, as in `solution`
record HdfSource(Path file, String kind, Group group) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /// Where the superblocks of versions 0 to 3 keep the length of the file, for addresses of eight
    /// bytes.
    private static final int[] LENGTH_AT = {40, 44, 28, 28};

    /// Bytes to the end of the longest of these.
    private static final int START = 52;

    /// The superblock stands at 0, or at 512, 1024, 2048, … behind what another program put there.
    private static final long LEAST_BLOCK = 512;

    /// What the group at the root of a file gives.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no such file
    static <T> T read(Path file, String kind, Function<HdfSource, T> reading) {
        refuseIfCutOff(file);
        // Whatever a damaged or foreign file makes the library throw is one sentence to the user.
        try (HdfFile hdf = new HdfFile(file)) {
            return reading.apply(new HdfSource(file, kind, hdf));
        } catch (FileException e) {
            throw e;
        } catch (RuntimeException e) {
            throw FileException.of(file, "is damaged or no %s of Bugle".formatted(kind), e);
        } catch (OutOfMemoryError | StackOverflowError e) { // of a length or a link gone wrong
            throw FileException.of(file, "is damaged, or too large for the memory", e);
        }
    }

    /// The library maps what the headers promise; so the file's own word on its length comes first.
    static void refuseIfCutOff(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] start = start(channel, 0);
            if (start.length == 0) {
                throw new FileException(file, "is empty: its writing was cut off");
            }
            long block = 0; // other programs put something of theirs in front, as MATLAB does
            while (!isSignature(start)) {
                block = Math.max(LEAST_BLOCK, 2 * block);
                if (block >= channel.size()) {
                    throw new FileException(file, "is no HDF5 file");
                }
                start = start(channel, block);
            }
            ByteBuffer bytes = LittleEndian.over(Arrays.copyOf(start, START));
            int version = bytes.get(SIGNATURE.length);
            if (version < 0 || version >= LENGTH_AT.length) {
                throw new FileException(file, "is HDF5 of an unknown version");
            }
            long length = Math.max(bytes.getLong(LENGTH_AT[version]), block + START);
            if (channel.size() < length) {
                throw new FileException(
                        file,
                        "is cut off: %d of its %d bytes are there"
                                .formatted(channel.size(), length));
            }
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static byte[] start(FileChannel channel, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(START);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // until the buffer is full or the file ends
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static boolean isSignature(byte[] start) {
        return start.length >= SIGNATURE.length
                && Arrays.equals(Arrays.copyOf(start, SIGNATURE.length), SIGNATURE);
    }

    /// Groups in the group, by name.
    List<String> groups() {
        return group.getChildren().values().stream()
                .filter(Node::isGroup)
                .map(Node::getName)
                .sorted()
                .toList();
    }

    List<String> datasets() {
        return group.getChildren().values().stream()
                .filter(Dataset.class::isInstance)
                .map(Node::getName)
                .sorted()
                .toList();
    }

    boolean has(String name) {
        return group.getChild(name) != null;
    }

    HdfSource group(String name) {
        if (group.getChild(name) instanceof Group child) {
            return new HdfSource(file, kind, child);
        }
        throw missing(name);
    }

    /// A group that need not be there.
    Optional<HdfSource> optionalGroup(String name) {
        return has(name) ? Optional.of(group(name)) : Optional.empty();
    }

    String text(String attribute) {
        return (String) attribute(group, attribute).getData();
    }

    double number(String attribute) {
        return ((Number) attribute(group, attribute).getData()).doubleValue();
    }

    long integer(String attribute) {
        return ((Number) attribute(group, attribute).getData()).longValue();
    }

    long integer(String dataset, String attribute) {
        return ((Number) attribute(dataset(dataset), attribute).getData()).longValue();
    }

    private Attribute attribute(Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        if (attribute == null) {
            throw new FileException(
                    file, "is no %s of Bugle: %s has no '%s'".formatted(kind, path(node), name));
        }
        return attribute;
    }

    private static String path(Node node) {
        return node.getPath().isEmpty() ? "/" : node.getPath();
    }

    private Dataset dataset(String name) {
        if (group.getChild(name) instanceof Dataset dataset) {
            return dataset;
        }
        throw missing(name);
    }

    private FileException missing(String name) {
        return new FileException(
                file, "is no %s of Bugle: %s has no '%s'".formatted(kind, path(group), name));
    }

    /// A dataset of one or two dimensions as [ArrayDataset] writes it.
    Matrix matrix(String name) {
        Tensor tensor = tensor(name);
        return tensor.order() == 1 ? tensor.reshape(tensor.size(), 1).unfold(0) : tensor.unfold(0);
    }

    /// A dataset of doubles as [ArrayDataset] writes it.
    Tensor tensor(String name) {
        Dataset dataset = dataset(name);
        boolean complex = integer(name, ArrayDataset.COMPLEX) != 0;
        int[] sizes = dataset.getDimensions();
        int[] shape = Arrays.copyOf(sizes, sizes.length - (complex ? 1 : 0));
        double[] values = dataset.getSize() == 0 ? new double[0] : (double[]) dataset.getDataFlat();
        if (values.length != IntStream.of(sizes).reduce(1, Math::multiplyExact)
                || checksum(values) != integer(name, ArrayDataset.CHECKSUM)) {
            throw new FileException(
                    file, "is damaged: %s has not its checksum".formatted(dataset.getPath()));
        }
        int[] reversed =
                IntStream.range(0, shape.length).map(k -> shape[shape.length - 1 - k]).toArray();
        return ArrayDataset.reversed(
                complex ? Tensor.ofComplex(reversed, values) : Tensor.of(reversed, values));
    }

    /// Copies all datasets and groups below, with all attributes but those of a file's root.
    ///
    /// @param arrays gives the values of a dataset, by its path from this group on, when they are
    ///   written
    void copyTo(WritableGroup target, Function<String, Tensor> arrays) {
        copyTo(target, "", arrays);
    }

    private void copyTo(WritableGroup target, String path, Function<String, Tensor> arrays) {
        group.getAttributes()
                .forEach((name, value) -> {
                    if (!name.startsWith(SolutionFile.FORMAT)) {
                        target.putAttribute(name, value.getData());
                    }
                });
        for (String name : datasets()) {
            ArrayDataset copy = ArrayDataset.put(target, name, () -> arrays.apply(path + name));
            dataset(name)
                    .getAttributes()
                    .forEach((key, value) -> copy.putAttribute(key, value.getData()));
        }
        for (String name : groups()) {
            group(name).copyTo(target.putGroup(name), path + name + "/", arrays);
        }
    }

    /// All arrays below by their paths.
    Map<String, Tensor> arrays() {
        Map<String, Tensor> all = new HashMap<>();
        datasets().forEach(name -> all.put(name, tensor(name)));
        for (String name : groups()) {
            group(name).arrays().forEach((path, value) -> all.put(name + "/" + path, value));
        }
        return all;
    }

    private static long checksum(double[] values) {
        CRC32 checksum = new CRC32();
        byte[] bytes = new byte[Math.min(values.length, 8192) * Double.BYTES];
        ByteBuffer block = LittleEndian.over(bytes);
        for (double value : values) {
            block.putDouble(value);
            if (!block.hasRemaining()) {
                checksum.update(block.flip());
                block.clear();
            }
        }
        checksum.update(block.flip());
        return checksum.getValue();
    }
}
