"""Compile the gazetteer now, so that the first article doesn't have to wait: `python -m index.gazetteer`."""

import sys

from index.errors import DatelineError
from index.gazetteer.cache import compiled

if __name__ == "__main__":
    try:
        print(compiled())
    except DatelineError as error:
        sys.exit(f"dateline: {error}")
