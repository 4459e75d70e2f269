/// The papers whose experiments can be run again, each with its experiments.
@NullMarked
package org.bugle.app.papers;

import org.jspecify.annotations.NullMarked;
