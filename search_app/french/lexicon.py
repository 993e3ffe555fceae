"""Which words does French have, how are they written, and of which words are they inflections?

The forms and their lemmas come from a `dictionary`, which knows one lemma of each form; `stemming`
finds the others. `exceptions.txt` lists forms that the dictionary lacks, and those that it or the
rules of `stemming` get wrong.
"""

from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files

from search_app.french.dictionary import Dictionary, accented_forms, read_dictionary


class Lexicon:
    """The forms of French words, in lower case with their accents, and with `oe` for `œ`."""

    def load(self) -> None:
        """Open the dictionary now. It takes no time but once, when its tables are made."""
        _ = self._dictionary

    @cached_property
    def exceptions(self) -> Mapping[str, tuple[str, ...]]:
        """The lemmas of the forms listed, in alphabetical order."""
        text = files("search_app.french").joinpath("exceptions.txt").read_text(encoding="utf-8")
        lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
        return {form: tuple(lemmas) for form, *lemmas in lines}

    @cached_property
    def _dictionary(self) -> Dictionary:
        return read_dictionary()

    @cached_property
    def _accented_exceptions(self) -> Mapping[str, str]:
        return accented_forms(self.exceptions)

    def lemma(self, form: str) -> str | None:
        """Return a word that a form is an inflection of, None for an unknown form."""
        return self._dictionary.lemmas.text(form)

    def knows(self, form: str) -> bool:
        """Tell whether a form is one of French."""
        return form in self.exceptions or self.lemma(form) is not None

    def accented(self, folded: str) -> tuple[str, ...]:
        """Return the forms with accents that are `folded` without them."""
        found = self._dictionary.accented.text(folded)
        listed = self._accented_exceptions.get(folded)
        return tuple(f"{found or ''} {listed or ''}".split()) if found or listed else ()

    def has(self, folded: str) -> bool:
        """Tell whether a form, with accents or without, is `folded` without them."""
        return self.lemma(folded) is not None or bool(self.accented(folded))

    def first_half(self, joined: str) -> str | None:
        """Return "plate" for "plateforme", since there is a form « plate-forme ».

        joined: the letters of a form without its hyphen and accents. None: no form has a hyphen.
        """
        return self._dictionary.first_halves.text(joined)


LEXICON = Lexicon()
