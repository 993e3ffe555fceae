"""A document of 200,000 words with 3,000 matches: its page, its place in a list, in bounds."""

import zlib
from dataclasses import replace

from contract.test_every_page import site_of
from making import question

WORDS = 200_000
MATCHES = 3_000
PAGE_BYTES_MAX = 100_000


def test_a_document_of_200_000_words_is_shown() -> None:
    every = WORDS // MATCHES
    words = ["cloud" if n % every == 0 else f"mot{n % 997}" for n in range(MATCHES * every)]
    text = "\n\n".join(" ".join(words[n : n + 200]) for n in range(0, len(words), 200))
    document = replace(question(1, text), title="Un très long document sur le cloud")
    with site_of([document, question(2, "cloud")]) as client:
        answer = client.get(f"/documents/{document.id}?q=cloud&rank=1")
        assert answer.status_code == 200
        page = answer.get_data()
        assert page.count(b"<mark") == MATCHES + 1
        assert "3\u202f000\u00a0occurrences" in page.decode()
        around = len(zlib.compress(page)) - len(zlib.compress(text.encode()))
        assert around < PAGE_BYTES_MAX
        listed = client.get("/search?q=cloud").get_data()
        assert len(zlib.compress(listed)) < PAGE_BYTES_MAX
        assert client.get(f"/documents/{document.id}/passages.json?q=cloud").status_code == 200
