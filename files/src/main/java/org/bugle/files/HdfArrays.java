package org.bugle.files;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.CompoundDataType;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The arrays of an HDF5 file: one of Bugle, of h5py, of MATLAB (MAT 7.3) or of Octave (`save
/// -hdf5`).
///
/// MATLAB and Octave write the last index first, and say so by attributes; so their arrays have the
/// shape that they have there. Complex arrays are pairs of numbers r, i (h5py) or real, imag, or
/// have a last dimension of 2 (Bugle).
///
/// @param datasets by name
record HdfArrays(Path file, HdfFile hdf, SequencedMap<String, Dataset> datasets)
        implements ArraySource {
    private static final String MATLAB = "MATLAB_class";
    private static final String OCTAVE = "OCTAVE_NEW_FORMAT";

    /// The names of the parts of complex numbers.
    private static final List<List<String>> COMPLEX =
            List.of(List.of("r", "i"), List.of("real", "imag"));

    static HdfArrays open(Path file) {
        HdfSource.refuseIfCutOff(file);
        HdfFile hdf = new HdfFile(file);
        SequencedMap<String, Dataset> datasets = new LinkedHashMap<>();
        collect(hdf, "", datasets);
        return new HdfArrays(file, hdf, datasets);
    }

    private static void collect(Group group, String prefix, Map<String, Dataset> datasets) {
        group.getChildren()
                .forEach((name, node) -> {
                    if (name.startsWith("#")) {
                        return; // what MATLAB keeps for itself
                    }
                    Node child = isOctave(node) ? octaveValue((Group) node) : node;
                    if (child instanceof Group inner) {
                        collect(inner, prefix + name + "/", datasets);
                    } else if (child instanceof Dataset dataset && isNumeric(dataset)) {
                        datasets.put(prefix + name, dataset);
                    }
                });
    }

    private static boolean isOctave(Node node) {
        return node instanceof Group && node.getAttribute(OCTAVE) != null;
    }

    private static Node octaveValue(Group variable) {
        Object type = ((Dataset) variable.getChild("type")).getData();
        // texts are matrices of letters there
        return String.valueOf(type).contains("string")
                ? variable.getChild("type")
                : variable.getChild("value");
    }

    private static boolean isNumeric(Dataset dataset) {
        boolean text =
                dataset.getAttribute(MATLAB) != null
                        && dataset.getAttribute(MATLAB).getData().equals("char");
        Class<?> type = dataset.getJavaType();
        return !text && (isComplex(dataset) || (type.isPrimitive() && type != boolean.class));
    }

    private static boolean isComplex(Dataset dataset) {
        return dataset.isCompound()
                && dataset.getDataType() instanceof CompoundDataType type
                && COMPLEX.contains(
                        type.getMembers().stream().map(member -> member.getName()).toList());
    }

    private static boolean isBugles(Dataset dataset) {
        return dataset.getAttribute(ArrayDataset.COMPLEX) != null
                && dataset.getAttribute(ArrayDataset.CHECKSUM) != null;
    }

    /// Whether the sizes stand in the file in reverse.
    private static boolean isReversed(Dataset dataset) {
        return dataset.getAttribute(MATLAB) != null || isOctave(dataset.getParent());
    }

    @Override
    public SequencedMap<String, List<Integer>> shapes() {
        SequencedMap<String, List<Integer>> shapes = new LinkedHashMap<>();
        datasets.forEach((name, dataset) -> shapes.put(name, shape(dataset)));
        return shapes;
    }

    private static List<Integer> shape(Dataset dataset) {
        List<Integer> sizes = IntStream.of(dataset.getDimensions()).boxed().toList();
        if (isBugles(dataset)) {
            boolean complex =
                    !dataset.getAttribute(ArrayDataset.COMPLEX).getData().toString().equals("0");
            return sizes.subList(0, sizes.size() - (complex ? 1 : 0));
        }
        return isReversed(dataset) ? sizes.reversed() : sizes;
    }

    @Override
    public Tensor array(String name) {
        Dataset dataset = Objects.requireNonNull(datasets.get(name));
        if (isBugles(dataset)) {
            return new HdfSource(file, "solution", dataset.getParent()).tensor(dataset.getName());
        }
        int[] sizes = dataset.getDimensions();
        int[] reversed =
                IntStream.range(0, sizes.length).map(k -> sizes[sizes.length - 1 - k]).toArray();
        Tensor read =
                isComplex(dataset)
                        ? Tensor.ofComplex(reversed, parts(dataset))
                        : Tensor.of(reversed, doubles(dataset, dataset.getDataFlat()));
        return isReversed(dataset) ? read : ArrayDataset.reversed(read);
    }

    private static double[] parts(Dataset dataset) {
        List<Object> both = new ArrayList<>(((Map<?, ?>) dataset.getDataFlat()).values());
        double[] re = doubles(dataset, both.getFirst());
        double[] im = doubles(dataset, both.getLast());
        double[] parts = new double[Math.multiplyExact(2, re.length)];
        for (int i = 0; i < re.length; i++) {
            parts[2 * i] = re[i];
            parts[2 * i + 1] = im[i];
        }
        return parts;
    }

    private static double[] doubles(Dataset dataset, Object values) {
        if (dataset.getSize() == 0) {
            return new double[0];
        }
        return switch (values) {
            case double[] d -> d;
            case float[] f -> IntStream.range(0, f.length).mapToDouble(i -> f[i]).toArray();
            case long[] l -> IntStream.range(0, l.length).mapToDouble(i -> (double) l[i]).toArray();
            case int[] k -> IntStream.of(k).asDoubleStream().toArray();
            case short[] s -> IntStream.range(0, s.length).mapToDouble(i -> s[i]).toArray();
            case byte[] b -> IntStream.range(0, b.length).mapToDouble(i -> b[i]).toArray();
            case Number number -> DoubleStream.of(number.doubleValue()).toArray();
            default ->
                    throw new IllegalArgumentException(
                            "HdfArrays: %s holds %s"
                                    .formatted(dataset.getPath(), values.getClass()));
        };
    }

    @Override
    public Optional<Tree> tree(String prefix, List<String> nodes) {
        List<Dataset> found =
                nodes.stream().map(node -> Objects.requireNonNull(datasets.get(node))).toList();
        boolean known =
                !found.isEmpty()
                        && found.stream()
                                .allMatch(node ->
                                        node.getAttribute("parent") != null
                                                && node.getAttribute("site") != null);
        return known
                ? Optional.of(Tree.ofParents(integers(found, "parent"), integers(found, "site")))
                : Optional.empty();
    }

    private static List<Integer> integers(List<Dataset> nodes, String attribute) {
        return nodes.stream()
                .map(node -> ((Number) node.getAttribute(attribute).getData()).intValue())
                .toList();
    }

    @Override
    public void close() {
        hdf.close();
    }
}
