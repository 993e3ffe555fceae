"""Where does a file lie that is only begun, and of which version is it the beginning?

    <folder>/.<name>.part        the bytes that have come
    <folder>/.<name>.part.json   the version that they belong to

Both are hidden, so that no reindex reads them, and lie beside the file that they are to become, so
that one renaming puts it in its place.
"""

from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from search_app.fetch.manifest import put_in_place


class Version(BaseModel):
    """What a server told of one version of a file.

    etag, last_modified: as in its headers, or "". size_bytes: None when it did not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str
    etag: str
    last_modified: str
    size_bytes: int | None

    @property
    def strong_validator(self) -> str:
        """What tells for certain that two answers are of one version; "" if nothing does."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


class Part:
    """The beginning of a file. target: the file that it is to become."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(f".{target.name}.part")
        self._facts = target.with_name(f".{target.name}.part.json")

    @property
    def size_bytes(self) -> int:
        """The number of bytes that have come; 0 when there is no part."""
        return self.path.stat().st_size if self.path.exists() else 0

    def begun(self, address: str) -> Version | None:
        """Return the version of which the part is the beginning, if more of it can be asked for."""
        try:
            version = Version.model_validate_json(self._facts.read_bytes())
        except (OSError, ValidationError):
            return None
        usable = version.address == address and version.strong_validator and self.size_bytes
        return version if usable else None

    def begin(self, version: Version) -> BinaryIO:
        """Return a stream to write to, empty, for a version."""
        self.discard()
        self._target.parent.mkdir(parents=True, exist_ok=True)
        stream = self.path.open("wb")
        self._facts.write_text(version.model_dump_json(), encoding="utf-8")
        return stream

    def go_on(self) -> BinaryIO:
        """Return a stream that writes behind what has come."""
        return self.path.open("ab")

    def publish(self) -> None:
        """Put the part, which is whole now, in the place of its file. Raises OSError."""
        put_in_place(self.path, self._target)
        self.discard()

    def discard(self) -> None:
        self._facts.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)
