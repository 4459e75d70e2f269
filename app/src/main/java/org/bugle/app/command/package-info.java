/// The subcommands of `bugle`, one class each: what they take from the command line, in which order
/// they do their work, and what they print. The work itself is in [org.bugle.app.run].
@NullMarked
package org.bugle.app.command;

import org.jspecify.annotations.NullMarked;
