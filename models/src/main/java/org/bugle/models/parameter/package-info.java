/// What a run file may say about a record: its name, and for every component the documented key
/// with default, unit, range and source. Nothing here reads files; text becomes values in the
/// command.
@NullMarked
package org.bugle.models.parameter;

import org.jspecify.annotations.NullMarked;
