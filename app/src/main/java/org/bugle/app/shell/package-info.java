/// What `bugle jshell` knows beside the library.
@NullMarked
package org.bugle.app.shell;

import org.jspecify.annotations.NullMarked;
