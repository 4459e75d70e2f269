/// What others add to Bugle without building it: problems and integrators in jars of their own.
@NullMarked
package org.bugle.app.plugin;

import org.jspecify.annotations.NullMarked;
