"""The arrays that learning and ranking count with."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Places = npt.NDArray[np.intp]
"""Numbers of features, as arrays are indexed fastest."""
Marks = npt.NDArray[np.uint32]
"""Features, each by the mark that stands for its name."""
Bools = npt.NDArray[np.bool_]
