/// Tensors of many modes as tree tensor networks: the tree, the values on it, their truncation,
/// cross approximation and reduced densities. Operators, equations and time are elsewhere.
@NullMarked
package org.bugle.lowrank.tree;

import org.jspecify.annotations.NullMarked;
