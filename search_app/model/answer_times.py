"""How long do answers take? The questions that still wait count, too."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """How long some written questions took to be answered, or have waited so far.

    answered: the days from each question to its answer. waiting: those since each question that has
    no answer yet. ended: those until a question was withdrawn or lapsed without one.
    due: how many questions had two months to be answered in, all of them gone by; in_time: how many
    of these had their answer within them. overdue: how many wait for longer.
    """

    answered: Sequence[int]
    waiting: Sequence[int]
    ended: Sequence[int]
    due: int
    in_time: int
    overdue: int

    @property
    def asked(self) -> int:
        return len(self.answered) + len(self.waiting) + len(self.ended)

    def share_in_time(self) -> float | None:
        """Return the share (0 to 1) of the questions that are due which were answered in time."""
        return self.in_time / self.due if self.due else None

    def days_until(self, share: float) -> int | None:
        """Return within how many days a share (0 to 1) of the questions is answered, or None.

        The estimate of Kaplan and Meier: a question without an answer counts among those that may
        still get one for as long as it has waited, and no longer. None: so many never were.
        """
        open_ = sorted([*self.waiting, *self.ended])
        at_risk, unanswered = self.asked, 1.0
        for days, answers in sorted(Counter(self.answered).items()):
            before = bisect_left(open_, days)
            unanswered *= 1 - answers / (at_risk - before)
            at_risk -= answers
            # The product of many shares is not exact.
            if 1 - unanswered >= share - 1e-9:
                return days
        return None
