"""Writes numpy.npz beside this script."""

import pathlib

import numpy as np

GRID = np.arange(24).reshape(2, 3, 4) - 5

np.savez_compressed(
    pathlib.Path(__file__).with_name("numpy.npz"),
    f8=GRID / 8,
    f4=(GRID / 8).astype("<f4"),
    f2=(GRID / 8).astype("<f2"),
    i8=GRID.astype("<i8"),
    i4=GRID.astype("<i4"),
    i2=GRID.astype("<i2"),
    i1=GRID.astype("i1"),
    u4=(GRID + 5).astype("<u4"),
    u2=(GRID + 5).astype("<u2"),
    u1=(GRID + 5).astype("u1"),
    b1=GRID % 2 == 0,
    big=GRID.astype(">f4"),
    fortran=np.asfortranarray(GRID.astype("<i4")),
    scalar=np.float64(2.5),
    complex=GRID.astype("<c16"),
    text=np.array(["a", "b"]),
)
