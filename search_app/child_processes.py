"""What becomes of the processes of a pool when the process that started them is killed?"""

import os
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """End this process, from a thread of its own, as soon as the one that started it has ended.

    A pool's processes wait for work for ever when their parent is killed: each of them holds the
    other end of the queue open itself. Meant as the initializer of a pool.
    """
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
