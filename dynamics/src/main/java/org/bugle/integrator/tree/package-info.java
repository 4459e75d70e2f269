/// Integrators for tree tensor networks.
@NullMarked
package org.bugle.integrator.tree;

import org.jspecify.annotations.NullMarked;
