"""A page of the site over Tantivy: its index, its counts, its stored documents and its snippets.

It runs with the program's own packages. Tantivy is in an environment of its own, whose folder of
packages comes behind them.
"""

import sys
import sysconfig

from benchmarks.engines import ROOT

_ENVIRONMENT = ROOT / "benchmarks" / ".venv-peers"

sys.path.append(sysconfig.get_path("purelib", vars={"base": str(_ENVIRONMENT)}))
