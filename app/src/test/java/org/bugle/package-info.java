/// What holds for all modules at once: the rules of `docs/architecture.md`.
@NullMarked
package org.bugle;

import org.jspecify.annotations.NullMarked;
