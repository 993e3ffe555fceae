"""How does the corpus become the next generation, and does the index hold it?"""

from search_app.reindex.check import Difference, check
from search_app.reindex.run import REJECTS_FILE, Report, is_current, reason, reindex

__all__ = ["REJECTS_FILE", "Difference", "Report", "check", "is_current", "reason", "reindex"]
