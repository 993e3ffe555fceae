"""What runs first, before all that takes a second to import? Ctrl-C ends that in one line, too."""

import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command `search-app`."""
    pressed = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        from search_app.cli.main import main as run  # noqa: PLC0415 - this is what takes its time

        run()
    except (KeyboardInterrupt, Exception) as error:
        # A library may make another error of what Ctrl-C raised while it called our code.
        if not pressed and isinstance(error, Exception):
            raise
        sys.stderr.write("Aborted!\n")  # what click says, and its status
        sys.exit(1)
