"""What runs in the process that reads one file? A reader and its library, within bounds.

`apart` starts it with the path of the reader, the seconds of processor time and the bytes of memory
that it may take. It reads the file from standard input, and writes what the reader found to
standard output, as JSON.
"""

import json
import resource
import runpy
import sys


def main() -> None:
    reader, seconds, memory_bytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory_bytes)):
        allowed = resource.getrlimit(what)[1]
        bound = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (bound, bound))
    try:
        found = runpy.run_path(reader)["read"](sys.stdin.buffer.read())
    except MemoryError:
        found = {"refused": ("size", f"needs more than {memory_bytes // 1_000_000} MB to be read")}
    except Exception as error:  # noqa: BLE001 - a library may raise anything
        found = {"refused": ("format", f"broken file, says the library that reads it: {error}")}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
