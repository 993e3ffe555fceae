"""Where is it kept what a generation tells of its corpus as a whole? In a small file of JSON."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from search_app.engine.embedded.writing import naming
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes

NOTES_FILE = "notes.json"
_NOTES_JSON = TypeAdapter(CorpusNotes)


def write_notes(folder: Path, notes: CorpusNotes) -> None:
    with naming(folder / NOTES_FILE):
        (folder / NOTES_FILE).write_bytes(_NOTES_JSON.dump_json(notes))


def read_notes(folder: Path) -> CorpusNotes:
    """Return the notes of a generation; none when its file cannot be read or is damaged."""
    try:
        return _NOTES_JSON.validate_json((folder / NOTES_FILE).read_bytes())
    except (OSError, ValidationError):
        return NO_NOTES
