"""What does an answer hold that is made while it is sent? A searcher and a slot, until its end.

The end is the last byte, or the moment at which the client hangs up. A request is over before: what
it held goes over to its answer.
"""

from collections.abc import Iterator
from threading import Timer
from time import monotonic
from typing import TypeVar

from flask import Response, g

Item = TypeVar("Item")


def within(items: Iterator[Item], limit_s: float) -> Iterator[Item]:
    """Yield the items until `limit_s` seconds are over. Then raises TimeoutError.

    In the middle of an answer the server then breaks the connection, and the client sees that it
    has not got the whole.
    """
    deadline = monotonic() + limit_s
    for item in items:
        if monotonic() > deadline:
            raise TimeoutError(f"not sent in {limit_s:g} s")
        yield item


def hold_until_sent(answer: Response, limit_s: float) -> Response:
    """Let the answer give the searcher and the export slot of this request back at its end.

    A client that stops reading keeps a thread of the server waiting for as long as it likes. So
    the slot is free again after `limit_s` seconds in any case.
    """
    borrowed, slot = g.pop("borrowed"), g.pop("export_slot")
    timer = Timer(limit_s, slot.release)
    timer.daemon = True
    timer.start()
    for give_back in (timer.cancel, slot.release, borrowed.close):
        answer.call_on_close(give_back)
    return answer
