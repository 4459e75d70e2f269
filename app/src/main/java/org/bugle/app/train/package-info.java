/// Trainings: from a train file to a trained network in its folder. What is printed is the
/// commands' matter.
@NullMarked
package org.bugle.app.train;

import org.jspecify.annotations.NullMarked;
