/// What is packed: the archive runs where there is nothing else, its parts are listed with their
/// licences, and another project can depend on the jars.
@NullMarked
package org.bugle.dist;

import org.jspecify.annotations.NullMarked;
