"""Things in groups, of which any two may be joined: each group is led by the lowest of its members."""

import numpy as np
from numpy.typing import NDArray

Groups = NDArray[np.uint32]
"""For each thing the number of its group, from 1; 0 for one that is alone."""


class Partition:
    """Joins things, which are numbers, and groups with them (a forest of disjoint sets, Tarjan 1975)."""

    def __init__(self, known: Groups) -> None:
        """Begin with the groups of the first things."""
        self._known = known
        self._leader: dict[int, int] = {}
        members = np.flatnonzero(known)
        _, firsts, group = np.unique(known[members], return_index=True, return_inverse=True)
        for member, first in zip(members.tolist(), members[firsts[group]].tolist(), strict=True):
            self._leader[member] = first

    def leader(self, one: int) -> int:
        """Return who leads the group that something is in."""
        leader = self._leader
        while (above := leader.get(one, one)) != one:
            leader[one] = leader.get(above, above)
            one = above
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of those that two are in."""
        low, high = sorted((self.leader(one), self.leader(other)))
        self._leader[high] = self._leader[low] = low

    def groups(self, count: int) -> Groups:
        """Number the groups of the first `count` things: those known keep the lower of their numbers, others follow in
        the order of their leaders."""
        members = sorted(self._leader)
        leaders = list(map(self.leader, members))
        numbers: dict[int, int] = {}
        for member, leader in zip(members, leaders, strict=True):
            number = int(self._known[member]) if member < len(self._known) else 0
            if number:
                numbers[leader] = min(number, numbers.get(leader, number))
        following = int(self._known.max(initial=0)) + 1
        for leader in leaders:
            if leader not in numbers:
                numbers[leader] = following
                following += 1
        groups = np.zeros(count, np.uint32)
        groups[members] = [numbers[leader] for leader in leaders]
        return groups
