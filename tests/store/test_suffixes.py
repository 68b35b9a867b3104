"""Stretches of a text are in the order that comparing them gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.completions import order_of

LONGEST = 16
lines = st.lists(st.text("ab z", max_size=20) | st.text("ab", min_size=15, max_size=40), min_size=1, max_size=12)


@given(lines)
def test_every_place_of_every_line_is_in_the_order_of_its_first_bytes(given_lines: list[str]) -> None:
    text = "".join(given_lines).encode() + b"\n"
    ends = np.cumsum(list(map(len, given_lines)))
    stretches = [
        (at, end) for line, end in zip(given_lines, ends.tolist(), strict=True) for at in range(end - len(line), end)
    ]
    starts, stops = (np.array(borders, np.int64) for borders in zip(*stretches, strict=True)) if stretches else ([], [])
    found = order_of(np.frombuffer(text, np.uint8), np.asarray(starts, np.int64), np.asarray(stops, np.int64), LONGEST)
    expected = sorted(range(len(stretches)), key=lambda n: text[stretches[n][0] : stretches[n][1]][:LONGEST])
    assert found.tolist() == expected
