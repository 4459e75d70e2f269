package org.bugle.files;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Writes HDF5 files as a whole or not at all, and what is common to their groups.
final class HdfTarget {
    private HdfTarget() {}

    /// @throws FileException if the file cannot be written; nothing of it is left then
    static void write(Path file, Consumer<WritableGroup> content) {
        AtomicFile.writePath(
                file,
                temporary -> {
                    try (WritableHdfFile hdf = HdfFile.write(temporary)) {
                        content.accept(hdf);
                    } catch (HdfException e) {
                        throw e.getCause() instanceof IOException cause
                                ? cause
                                : new IOException("writing HDF5 failed", e);
                    }
                    readHeaders(temporary);
                });
    }

    /// The library does not look whether its short writes of headers were complete; reading checks
    /// the checksum of each.
    private static void readHeaders(Path temporary) throws IOException {
        try {
            HdfSource.read(temporary, "file", HdfTarget::countNodes);
        } catch (FileException e) {
            throw new IOException("what was written cannot be read back", e);
        }
    }

    private static int countNodes(HdfSource source) {
        return source.datasets().size()
                + source.groups().stream().mapToInt(name -> countNodes(source.group(name))).sum();
    }

    /// An empty group confuses the library about where the file ends; so there is none.
    static void putFields(WritableGroup parent, List<Solution.Field> fields) {
        if (!fields.isEmpty()) {
            WritableGroup group = parent.putGroup("fields");
            for (Solution.Field field : fields) {
                ArrayDataset.putVector(group, field.name(), field.values())
                        .putAttribute("axis", field.axis());
            }
        }
    }
}
