"""What becomes of the processes of a pool when their parent is killed, or Ctrl-C is pressed?"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker
from threading import Thread, current_thread, main_thread


@contextmanager
def started_quietly() -> Iterator[None]:
    """Hold Ctrl-C back from the processes that are started in this block.

    A process that starts would answer it with a traceback. It ends by it without a word once
    `end_with_parent` has been called. This process answers it when the block ends.
    """
    resource_tracker.ensure_running()  # when it starts, it lets Ctrl-C through again
    pressed: list[int] = []
    # Another thread may receive the signal, and then this one would leave the pool half-made.
    is_main = current_thread() is main_thread()
    handler = signal.signal(signal.SIGINT, lambda *_: pressed.append(1)) if is_main else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_main:
            signal.signal(signal.SIGINT, handler)
    if pressed:
        raise KeyboardInterrupt


def end_with_parent() -> None:
    """End this process, from a thread of its own, as soon as the one that started it has ended.

    A pool's processes wait for work for ever when their parent is killed: each of them holds the
    other end of the queue open itself. Meant as the initializer of a pool.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
