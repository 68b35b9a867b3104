"""What another process does in the middle of what this one does: always at the same moment, without waiting for it."""

from collections.abc import Callable
from inspect import getattr_static
from typing import Any

import pytest


def once_before(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, happens: Callable[[], object]) -> None:
    """Let something happen once, before the next call of a function or method of `owner`."""
    called, pending = getattr(owner, name), [happens]

    def call(*given: Any, **others: Any) -> Any:
        if pending:
            pending.pop()()
        return called(*given, **others)

    is_of_class = isinstance(getattr_static(owner, name), classmethod)
    monkeypatch.setattr(owner, name, staticmethod(call) if is_of_class else call)
