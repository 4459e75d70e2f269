"""Writes samples.npz beside this script."""

import pathlib

import numpy as np

x = np.arange(24, dtype=np.float32).reshape(4, 2, 3)
np.savez(
    pathlib.Path(__file__).with_name("samples.npz"),
    x=x,
    y=np.array([0, 2, 1, 2]),
    column=np.array([[0], [2], [1], [2]]),
    values=np.array([[0.5, 1], [2, 3], [4, 5], [6, 7]]),
    single=np.array([0.5, 2, 4, 6]),
    negative=np.array([0, -1, 1, 2]),
    few=np.array([0, 1]),
    none=np.zeros((0, 3)),
)
