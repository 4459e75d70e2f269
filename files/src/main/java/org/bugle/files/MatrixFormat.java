package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;
import java.util.Optional;

/// The factors of U S Vᴴ under these names.
final class MatrixFormat extends StateFormat<LowRankMatrix> {
    @Override
    void put(WritableGroup group, LowRankMatrix y) {
        parts(y).forEach(part -> ArrayDataset.putMatrix(group, part.name(), part.values()));
    }

    @Override
    boolean isIn(HdfSource group) {
        return group.has("U");
    }

    @Override
    LowRankMatrix read(HdfSource group) {
        return new LowRankMatrix(group.matrix("U"), group.matrix("S"), group.matrix("V"));
    }

    @Override
    List<Part> parts(LowRankMatrix y) {
        return List.of(new Part("U", y.u()), new Part("S", y.s()), new Part("V", y.v()));
    }

    @Override
    Optional<String> expression(LowRankMatrix y) {
        return Optional.empty();
    }

    @Override
    LowRankMatrix of(List<Matrix> parts, Optional<String> tree) {
        return new LowRankMatrix(parts.get(0), parts.get(1), parts.get(2));
    }
}
