"""Which words does French have, how are they written, and of which words are they inflections?

The forms and their lemmas come from the French dictionary of `simplemma`, which knows one lemma of
each form; `stemming` finds the others. `exceptions.txt` lists forms that the dictionary lacks, and
those that it or the rules of `stemming` get wrong.
"""

from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from itertools import chain

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from search_app.french.folding import fold


class Lexicon:
    """The forms of French words, in lower case with their accents, and with `oe` for `œ`.

    The dictionary is read when it is first asked, which takes a second, or by `load`.
    """

    def load(self) -> None:
        """Read the dictionary now, if it has not been read yet."""
        _ = self._accented

    @cached_property
    def exceptions(self) -> Mapping[str, tuple[str, ...]]:
        """The lemmas of the forms listed, in alphabetical order."""
        text = files("search_app.french").joinpath("exceptions.txt").read_text(encoding="utf-8")
        lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
        return {form: tuple(lemmas) for form, *lemmas in lines}

    @cached_property
    def _lemmas(self) -> Mapping[str, str]:
        return DefaultDictionaryFactory().get_dictionary("fr")

    @cached_property
    def _accented(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for form in chain(self._lemmas, self.exceptions):
            if not form.isascii() and form.isalpha() and form.islower():
                written = form.replace("œ", "oe")
                if not written.isascii():
                    folded = fold(written)
                    found[folded] = (*found.get(folded, ()), written)
        return found

    def lemma(self, form: str) -> str | None:
        """Return a word that a form is an inflection of, None for an unknown form."""
        lemma = self._lemmas.get(form)
        if lemma is None and "oe" in form:
            lemma = self._lemmas.get(form.replace("oe", "œ"))
        return lemma.lower().replace("œ", "oe") if lemma else None

    def knows(self, form: str) -> bool:
        """Tell whether a form is one of French."""
        return form in self.exceptions or self.lemma(form) is not None

    def accented(self, folded: str) -> tuple[str, ...]:
        """Return the forms with accents that are `folded` without them."""
        return self._accented.get(folded, ())

    def has(self, folded: str) -> bool:
        """Tell whether a form, with accents or without, is `folded` without them."""
        return self.lemma(folded) is not None or folded in self._accented

    @cached_property
    def _first_halves(self) -> Mapping[str, str]:
        pairs = (fold(form).split("-") for form in self._lemmas if form.count("-") == 1)
        return {"".join(pair): pair[0] for pair in pairs if all(map(str.isalpha, pair))}

    def first_half(self, joined: str) -> str | None:
        """Return "plate" for "plateforme", since there is a form « plate-forme ».

        joined: the letters of a form without its hyphen and accents. None: no form has a hyphen.
        """
        return self._first_halves.get(joined)


LEXICON = Lexicon()
