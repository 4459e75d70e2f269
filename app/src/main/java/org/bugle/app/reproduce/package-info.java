/// Papers run again: claims with the figures that are expected, what measures them, and the
/// verdicts.
@NullMarked
package org.bugle.app.reproduce;

import org.jspecify.annotations.NullMarked;
