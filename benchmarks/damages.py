"""Is a damaged index file noticed before it makes an answer wrong?

    PYTHONPATH=tests python -m benchmarks.damages 2000

For each seed it damages one file of a fresh copy of a small index, asks the site for pages, opens
the index and checks it. It ends with status 1 when a page answered 5xx although the index opens, or
answered differently although neither opening nor checking reported the damage.
"""

import argparse
import logging
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path

from damaging import Damage, Trial

_MEMORY_MAX_BYTES = 4 << 30


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("damages", type=int, nargs="?", default=2000)
    arguments.add_argument("--seed", type=int, default=1_000_000)
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    # A damaged number may ask for any amount of memory; more than this is refused, as it would be
    # on a small server.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MAX_BYTES, _MEMORY_MAX_BYTES))
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    unnoticed: list[Damage] = []
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for seed in range(given.seed, given.seed + given.damages):
            try:
                outcome, damage = trial.outcome(seed)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                wrong.append(f"{seed}: {error!r}")
                continue
            outcomes[outcome] += 1
            if outcome == "nobody":
                unnoticed.append(damage)
    _print(given.damages, outcomes, wrong, unnoticed)
    sys.exit(bool(wrong))


def _print(damages: int, outcomes: Counter[str], wrong: list[str], unnoticed: list[Damage]) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{damages} damages: {outcomes['opening']} reported on opening, {outcomes['check']} by")
    print(f"`check`, {outcomes['nobody']} harmless, {len(wrong)} wrong; at most {memory:.0f} MB.")
    for line in wrong:
        print(f"wrong: {line}")
    for damage in unnoticed:
        print(f"harmless: {damage.path.rpartition('/')[2]}: {damage.what}")


if __name__ == "__main__":
    main()
