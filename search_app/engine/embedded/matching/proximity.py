"""Which places in a text come soon after others?"""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints


def near_after(before: Ints, here: Ints, reach: int) -> Array:
    """Return a mask of the places in `here` that come 1 to `reach` after one of `before`.

    Both arrays ascend.
    """
    if not len(before):
        return np.zeros(len(here), np.bool_)
    last = before.searchsorted(here)
    last -= 1
    near: Array = here - before.take(last, mode="clip") <= reach
    near &= last >= 0
    return near
