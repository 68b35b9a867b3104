"""What the first requests over new connections took, by the address of who connected.

Nothing is known of a new connection but where it comes from.  Who connects anew for each request would be taken for
light each time, whatever is asked.
"""

from collections import OrderedDict

MOST_ADDRESSES = 1_024
"""Those that connected last are known."""


class Newcomers:
    """Processor time by address, of the last first requests on average; calls of `note` must not overlap."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[str, float] = OrderedDict()

    def seconds(self, address: str) -> float:
        """Return what they took from an address, 0 where nothing is known."""
        return self._seconds.get(address, 0.0)

    def note(self, address: str, seconds: float) -> None:
        """Take note of what they take from an address from now on."""
        self._seconds[address] = seconds
        self._seconds.move_to_end(address)
        if len(self._seconds) > MOST_ADDRESSES:
            self._seconds.popitem(last=False)
