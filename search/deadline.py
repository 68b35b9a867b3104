"""The moment at which a search must be done."""

import time

from search.errors import SearchTimeoutError


class Deadline:
    """Counts a search's time; whatever can take long asks it now and then."""

    def __init__(self, milliseconds: int) -> None:
        self._milliseconds = milliseconds
        self._began = time.monotonic()

    def elapsed_ms(self) -> float:
        """Return the milliseconds since the search began."""
        return (time.monotonic() - self._began) * 1000

    def check(self) -> None:
        """Raise SearchTimeoutError when the time is over."""
        if self.elapsed_ms() > self._milliseconds:
            raise SearchTimeoutError(
                f"This search takes longer than {self._milliseconds / 1000:g} seconds: "
                f"ask for rarer words, or for fewer."
            )
