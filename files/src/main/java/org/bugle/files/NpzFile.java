package org.bugle.files;

import org.bugle.linalg.Tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Arrays, numbers and texts as NumPy's `.npz` file, which `numpy.load(…, allow_pickle=False)`
/// reads.
public final class NpzFile {
    /// Letters of NumPy's texts have four bytes.
    private static final Charset LETTERS = Charset.forName("UTF-32LE");

    private NpzFile() {}

    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, SequencedMap<String, StoredValue> values) {
        AtomicFile.write(
                file,
                out -> {
                    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
                    zip.setLevel(Deflater.BEST_SPEED); // doubles hardly get smaller
                    for (Map.Entry<String, StoredValue> each : values.entrySet()) {
                        ZipEntry entry = new ZipEntry(each.getKey() + ".npy");
                        entry.setTime(0); // the same values, the same bytes
                        zip.putNextEntry(entry);
                        write(zip, each.getValue());
                        zip.closeEntry();
                    }
                    zip.finish();
                });
    }

    private static void write(OutputStream out, StoredValue value) throws IOException {
        switch (value) {
            case StoredValue.Array(Tensor values) -> NpyTensor.write(out, values);
            case StoredValue.Real(double number) ->
                    NpyTensor.write(out, Tensor.of(new int[0], new double[] {number}));
            case StoredValue.Whole(long number) -> {
                out.write(NpyHeader.written("<i8", List.of()));
                out.write(bytes(List.of(number)));
            }
            case StoredValue.Wholes(List<Long> numbers) -> {
                out.write(NpyHeader.written("<i8", List.of(numbers.size())));
                out.write(bytes(numbers));
            }
            case StoredValue.Text(String text) -> {
                byte[] letters = text.getBytes(LETTERS);
                out.write(NpyHeader.written("<U" + letters.length / Integer.BYTES, List.of()));
                out.write(letters);
            }
        }
    }

    private static byte[] bytes(List<Long> numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(bytes::putLong);
        return bytes.array();
    }
}
