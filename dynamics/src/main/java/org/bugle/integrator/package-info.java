/// What every integrator shares: a step, and the report of what the step did.
@NullMarked
package org.bugle.integrator;

import org.jspecify.annotations.NullMarked;
