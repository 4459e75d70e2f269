package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.util.function.Function;

/// Values over one of the grids that one looks at, such as the density.
///
/// @param grid what it is plotted against; over a product of two directions it is a picture
/// @param of n×1 real values for a state
public record Field(String name, Grid grid, Function<LowRankMatrix, Matrix> of) {}
