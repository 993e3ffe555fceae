"""What runs first, before all that takes a second to import? Ctrl-C ends that in one line, too."""

import sys


def main() -> None:
    """Run the command `search-app`."""
    try:
        from search_app.cli.main import main as run  # noqa: PLC0415 - this is what takes its time

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Aborted!\n")  # what click says, and its status
        sys.exit(1)
