"""The command `dateline`, which is `python -m dateline`, too: the command line, once all of Dateline is found."""

import sys

from dateline.installation import ForeignPackageError, require_own


def main() -> None:
    """Run the command line, or say in one sentence which of its packages something else has taken the place of."""
    try:
        require_own("index", "search", "web")
    except ForeignPackageError as error:
        sys.exit(f"Error: {error}")
    try:
        from dateline.cli import main as run
    except KeyboardInterrupt:  # it takes a moment
        from index.interrupts import ignore_further_signals

        ignore_further_signals()
        sys.exit("Error: Interrupted; what was published before is unharmed.")
    run()


if __name__ == "__main__":
    main()
