/// Integrators for tree tensor networks: basis-update & Galerkin methods and projector splitting on
/// any tree, through restricted equations only.
@NullMarked
package org.bugle.integrator.tree;

import org.jspecify.annotations.NullMarked;
