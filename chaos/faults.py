"""Which calls of a program change the disk, and what if one of them fails or is its last?

`Disk.watch` takes the place of the functions of the system by which Python creates, writes, syncs,
renames, links and removes files. It counts their calls, and brings one fault about at one of them.
"""

import builtins
import errno
import io
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_REMOVING = ("unlink", "remove", "rmdir")
_MAKING = ("rename", "replace", "link", "symlink", "mkdir")
_OF_OPEN_FILES = ("fsync", "fdatasync", "ftruncate", "truncate")


class Fault(Enum):
    """What happens at a call. From READ_ONLY on, it happens at later ones, too, as far as it can.

    SHORT: only half of the data is written, and the call says so.
    """

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    SHORT = "short write"
    BROKEN = "input/output error"
    READ_ONLY = "read-only from there on"
    FULL = "disk full from there on"
    DENIED = "permission lost from there on"


_ERRORS = {
    Fault.BROKEN: errno.EIO,
    Fault.READ_ONLY: errno.EROFS,
    Fault.FULL: errno.ENOSPC,
    Fault.DENIED: errno.EACCES,
}
# Which calls fail after the one at which the fault begins.
_LATER = {
    Fault.READ_ONLY: {"open", "write", *_MAKING, *_REMOVING},
    Fault.FULL: {"open", "write", *_MAKING},
    Fault.DENIED: {"open", *_MAKING, *_REMOVING},
}


@dataclass(slots=True)
class Disk:
    """The disk as a program sees it.

    fault: what happens at the call of this number, counted from 1; nothing when it is None. calls:
    the name of each call so far.
    """

    fault: Fault | None = None
    number: int = 0
    calls: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """See all later calls of this process. It cannot be undone: call it in a child process."""
        for name in (*_MAKING, *_REMOVING, *_OF_OPEN_FILES):
            setattr(os, name, self._watched(name, getattr(os, name)))
        system_open, system_write = os.open, os.write

        def open_descriptor(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if not flags & _WRITING:
                return system_open(path, flags, *rest, **named)
            return int(self.call("open", path, lambda: system_open(path, flags, *rest, **named)))

        def write(descriptor: int, data: Any) -> int:
            return self.write(descriptor, data, lambda part: system_write(descriptor, part))

        os.open, os.write = open_descriptor, write
        io.open = builtins.open = _opener(self, io.open)

    def write(self, to: object, data: Any, write: Callable[[Any], int]) -> int:
        """Write as `write` does, or only the first half of the data: then a caller has to go on."""
        is_short = self.fault is Fault.SHORT and len(self.calls) + 1 == self.number
        part = memoryview(data)[: max(1, len(data) // 2)] if is_short else data
        return int(self.call("write", to, lambda: write(part)))

    def call(self, name: str, path: object, call: Callable[[], Any]) -> Any:
        """Count a call that changes the disk, and let it happen unless the fault prevents it."""
        self.calls.append(name)
        is_here = len(self.calls) == self.number
        is_past = 0 < self.number < len(self.calls)
        if is_here and self.fault is Fault.KILLED_BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault in _ERRORS and (is_here or (is_past and name in _LATER.get(self.fault, ()))):
            number = _ERRORS[self.fault]
            raise OSError(number, os.strerror(number), str(path))
        result = call()
        if is_here and self.fault is Fault.KILLED_AFTER:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(path: Any, *rest: Any, **named: Any) -> Any:
            return self.call(name, path, lambda: function(path, *rest, **named))

        return watched


def _opener(disk: Disk, system_open: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does as `open` does, with files whose writes the disk sees."""

    class File(io.FileIO):
        def write(self, data: Any) -> int:
            return disk.write(self.name, data, super().write)

    def open_file(file: Any, mode: str = "r", buffering: int = -1, *text: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+"):
            return system_open(file, mode, buffering, *text, **named)
        of_file = {name: named.pop(name) for name in ("closefd", "opener") if name in named}
        kind = mode.replace("b", "").replace("t", "")
        raw = disk.call("open", file, lambda: File(file, kind, **of_file))
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *text, **named)

    return open_file
