package org.bugle.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `docs/licences.md` lists every library of the archive with a licence that is allowed, and the
/// bill of materials is true.
@Tag("dist")
class LicencesTest {
    /// Nothing that binds Bugle's own code. The LGPL asks that its library can be replaced, as a
    /// jar in `lib` can.
    private static final List<String> ALLOWED =
            List.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "LGPL-2.1-or-later");

    /// Names of licences that the bill of materials takes from a library's pom as they are.
    private static final Map<String, String> NAMES =
            Map.of("GNU Lesser General Public Licence", "LGPL-2.1-or-later"); // of JFreeChart

    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+:[^`]+)` \\| (\\S+) \\| (\\S+) \\| ", Pattern.MULTILINE);

    /// A library as the bill of materials has it.
    ///
    /// @param name group and artifact
    /// @param licences those that one may choose from
    private record Component(
            String name, String version, String file, String sha256, List<String> licences) {
        static Component of(JsonNode node) {
            String artifact = node.path("name").asText();
            String version = node.path("version").asText();
            var classifier =
                    Pattern.compile("classifier=([^&]+)").matcher(node.path("purl").asText());
            String file =
                    artifact + "-" + version + (classifier.find() ? "-" + classifier.group(1) : "");
            List<String> licences = new ArrayList<>();
            for (JsonNode offered : node.path("licenses")) {
                JsonNode licence = offered.path("license");
                String name = licence.path("name").asText();
                licences.add(licence.path("id").asText(NAMES.getOrDefault(name, name)));
            }
            String sha256 = "";
            for (JsonNode hash : node.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    sha256 = hash.path("content").asText();
                }
            }
            return new Component(
                    node.path("group").asText() + ":" + artifact,
                    version,
                    file + ".jar",
                    sha256,
                    licences);
        }

        boolean isOurs() {
            return name.startsWith("org.bugle:");
        }
    }

    private static JsonNode bill() throws IOException {
        return new JsonMapper().readTree(Distribution.BUILT.resolve("bugle.cdx.json").toFile());
    }

    private static List<Component> components() throws IOException {
        List<Component> components = new ArrayList<>();
        bill().path("components").forEach(node -> components.add(Component.of(node)));
        return components;
    }

    /// Group and artifact, version and licence of each row.
    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Distribution.PROJECT.resolve("docs/licences.md")))
                .results()
                .forEach(row -> rows.put(row.group(1), List.of(row.group(2), row.group(3))));
        return rows;
    }

    @Test
    void everyLibraryIsListedInItsVersion() throws IOException {
        Map<String, String> packed = new TreeMap<>();
        components().stream()
                .filter(component -> !component.isOurs())
                .forEach(component -> packed.put(component.name(), component.version()));
        Map<String, String> listed = new TreeMap<>();
        rows().forEach((name, row) -> listed.put(name, row.getFirst()));
        assertThat(listed).isEqualTo(packed);
    }

    @Test
    void everyLicenceIsAllowedAndOfferedByTheLibrary() throws IOException {
        Map<String, List<String>> rows = rows();
        for (Component component : components()) {
            List<String> row = rows.getOrDefault(component.name(), List.of("", "Apache-2.0"));
            assertThat(row.get(1)).as(component.name()).isIn(ALLOWED).isIn(component.licences());
        }
    }

    @Test
    void theBillNamesEveryJarByItsHash() throws Exception {
        Path app = Distribution.PROJECT.resolve("app/target");
        Map<String, String> packed = new TreeMap<>();
        String main = "bugle-app-" + Distribution.VERSION + ".jar";
        packed.put(main, sha256(app.resolve(main)));
        for (String folder : List.of("lib", "engine")) {
            try (Stream<Path> jars = Files.list(app.resolve(folder))) {
                for (Path jar : jars.toList()) {
                    packed.put(app.resolve(folder).relativize(jar).toString(), sha256(jar));
                }
            }
        }
        Map<String, String> named = new TreeMap<>();
        components().forEach(component -> named.put(component.file(), component.sha256()));
        assertThat(named).isEqualTo(packed);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test // or the build would not be reproducible
    void theBillHasNoNumberOfItsOwn() throws IOException {
        assertThat(bill().has("serialNumber")).isFalse();
    }
}
