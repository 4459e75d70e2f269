/// Linear operators on tree tensors: tree tensor network operators, and the hierarchically
/// semi-separable matrices that make those of pair interactions compact.
@NullMarked
package org.bugle.operator.tree;

import org.jspecify.annotations.NullMarked;
