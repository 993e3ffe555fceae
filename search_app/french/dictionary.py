"""Which forms and lemmas does the French dictionary of `simplemma` list? As tables, read in place.

To unpack the dictionary takes 0.6 s, and 48 MB of each process. So it is done once: the tables are
kept beside the bytecode of this module, and mapped into memory, where all processes share them.
As with bytecode, where that folder cannot be written each process makes them for itself.
"""

import mmap
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from search_app import text_table
from search_app.code_digest import package_version
from search_app.french import folding
from search_app.french.folding import fold
from search_app.text_table import TextTable, laid_out


class Dictionary(NamedTuple):
    """lemmas: a lemma of each form, both with `oe` for `œ`, the lemma in lower case.

    accented: the forms with accents that a folded form is without them, a space between two.
    first_halves: of the forms with a hyphen, what stands before it, by their letters without it.
    """

    lemmas: TextTable
    accented: TextTable
    first_halves: TextTable


def read_dictionary() -> Dictionary:
    """Return the dictionary, from the files kept if there are any."""
    folder = Path(__file__).parent / "__pycache__" / f"dictionary-{_made_by()}"
    if not folder.is_dir():
        tables = {name: laid_out(texts) for name, texts in _unpacked().items()}
        try:
            _keep(tables, folder)
        except OSError:  # nothing may be written there, or another process was first
            return Dictionary(**{name: TextTable(data) for name, data in tables.items()})
    return Dictionary(*(TextTable(_mapped(folder / name)) for name in Dictionary._fields))


def accented_forms(forms: Mapping[str, object]) -> dict[str, str]:
    """Return, by folded form, those of the forms that have accents, as `Dictionary` does."""
    found: dict[str, str] = {}
    for form in forms:
        written = form.replace("œ", "oe")
        if form.isalpha() and form.islower() and not written.isascii():
            folded = fold(written)
            found[folded] = f"{found[folded]} {written}" if folded in found else written
    return found


def _unpacked() -> dict[str, Mapping[str, str]]:
    # Imported here, because only this needs it: 0.1 s of the start of a process.
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415

    listed = dict(DefaultDictionaryFactory().get_dictionary("fr"))
    # Where « œuf » and « oeuf » are both listed, the form asked for counts.
    spelt_out = {form.replace("œ", "oe"): lemma for form, lemma in listed.items()}
    pairs = (fold(form).split("-") for form in listed if form.count("-") == 1)
    return {
        "lemmas": {
            form: lemma.lower().replace("œ", "oe") for form, lemma in (spelt_out | listed).items()
        },
        "accented": accented_forms(listed),
        "first_halves": {"".join(pair): pair[0] for pair in pairs if all(map(str.isalpha, pair))},
    }


def _made_by() -> str:
    """Return a digest of all that decides what the files hold."""
    sources = [Path(module.__file__ or "") for module in (text_table, folding)] + [Path(__file__)]
    decisive = [package_version(name).encode() for name in ("simplemma", "unidecode")]
    return sha256(b"\0".join(decisive + [path.read_bytes() for path in sources])).hexdigest()[:16]


def _keep(tables: Mapping[str, bytes], folder: Path) -> None:
    """Write the tables in the place of others; the folder comes whole. Raises OSError."""
    folder.parent.mkdir(exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix="new-dictionary-", dir=folder.parent))
    try:
        for name, data in tables.items():
            (beside / name).write_bytes(data)
        beside.chmod(0o755)  # the user that serves may be another
        for before in folder.parent.glob("dictionary-*"):  # who has mapped it, keeps it
            shutil.rmtree(before, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
