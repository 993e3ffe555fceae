"""How does the corpus become the next generation, and does the index hold it?"""

from search_app.reindex.check import Difference, check
from search_app.reindex.rejects import REJECTS_FILE, reason
from search_app.reindex.run import Report, is_current, reindex

__all__ = ["REJECTS_FILE", "Difference", "Report", "check", "is_current", "reason", "reindex"]
