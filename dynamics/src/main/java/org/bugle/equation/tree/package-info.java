/// Right-hand sides of tensors on trees, seen from one node between fixed bases.
@NullMarked
package org.bugle.equation.tree;

import org.jspecify.annotations.NullMarked;
