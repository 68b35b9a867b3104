"""Work that can wait: commands that write an index leave the processor to whoever asks one.

A page of results takes milliseconds, an update seconds of a core, a rebuild hours of all: with the same right, each
search would wait for its turn.  With less, what writes takes what is left, which is all where nobody asks.
"""

import os

NICENESS = 10
"""Of 19: beside a process that computes on the same core it has some tenth of it, so that it gets done nevertheless."""


def step_back() -> None:
    """Let this process, and those it starts from now on, compute behind others, where the system knows of that."""
    if hasattr(os, "nice"):
        os.nice(max(0, NICENESS - os.nice(0)))
