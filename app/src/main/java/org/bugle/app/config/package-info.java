/// The run file: YAML with the line of every value ([YamlSource]), bound to annotated records
/// ([Binder]), written back with its defaults ([YamlWriter]), as a JSON Schema ([JsonSchema]) and
/// as a table ([Description]). The records of the file itself are here; the problems' are theirs.
@NullMarked
package org.bugle.app.config;

import org.jspecify.annotations.NullMarked;
