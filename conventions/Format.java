import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `Format.java check|apply ROOT`: compares every Java source below ROOT with google-java-format
/// (AOSP style, unused imports removed), or rewrites it.
public final class Format {
    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]).toRealPath();
        Formatter formatter =
                new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        List<Path> sources;
        try (var files = Files.walk(root)) {
            sources =
                    files.filter(f -> f.toString().endsWith(".java"))
                            .filter(f -> !generated(root, f))
                            .toList();
        }
        int different = 0;
        for (Path source : sources) {
            String before = Files.readString(source);
            String after = formatter.formatSourceAndFixImports(before);
            if (!before.equals(after)) {
                different++;
                if (apply) {
                    Files.writeString(source, after);
                } else {
                    System.err.println("not formatted: " + root.relativize(source));
                }
            }
        }
        if (different > 0 && !apply) {
            System.err.println(
                    different
                            + " files differ from the project's format; run: mvn validate"
                            + " -Pformat");
            System.exit(1);
        }
    }

    private static boolean generated(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().equals("target")) {
                return true;
            }
        }
        return false;
    }
}
