"""What has the server read from which processes are forked? Importing this module reads it.

The lexicon of French takes a second to read and 100 MB, which forked processes share.
"""

import gc

from search_app.engine.embedded.indexing import runs
from search_app.french import LEXICON

__all__ = ["runs"]

LEXICON.load()
gc.freeze()
