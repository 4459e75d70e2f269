package org.bugle.models;

import org.bugle.linalg.Matrix;

import java.util.function.Function;

/// Values over a grid that one looks at, such as the density.
///
/// @param <Y> the format of the solution
/// @param grid what it is plotted against; over a product of two directions it is a picture
/// @param of n×1 real values for a state
public record Field<Y>(String name, Grid grid, Function<Y, Matrix> of) {}
