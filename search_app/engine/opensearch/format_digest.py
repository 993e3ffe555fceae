"""What decides what the cluster holds? An index that was made otherwise has to be built anew."""

from functools import cache
from hashlib import sha256

from search_app.code_digest import module_code
from search_app.engine.embedded.schema import schema_digest
from search_app.engine.opensearch import fields, words


@cache
def format_digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides the indexes of a generation.

    These are what a document is and how it is indexed (`schema_digest`), and the code that makes
    the fields of the cluster and its index of words.
    """
    decisive = [schema_digest(), *(module_code(module.__name__) for module in (fields, words))]
    return sha256("\0".join(decisive).encode()).hexdigest()
