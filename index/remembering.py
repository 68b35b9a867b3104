"""What a method found is remembered, by each object for itself, and forgotten with it.

An `lru_cache` of a bound method holds the object that holds the cache: such a circle stays, with all files that it has
mapped, until Python looks for circles, which an idle process never does.
"""

import weakref
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
Method = Callable[Concatenate[Any, Asked], Found]


def remembered(most: int | None) -> Callable[[Method[Asked, Found]], Method[Asked, Found]]:
    """Remember what a method found for the `most` arguments that it was asked for last, all of them where it is None.

    The arguments must be hashable.  Safe to share between threads, as `lru_cache` is.
    """

    def of(method: Method[Asked, Found]) -> Method[Asked, Found]:
        name = f"what {method.__qualname__} found"

        @wraps(method)
        def ask(self: Any, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
            held: dict[str, Any] = self.__dict__
            if name not in held:
                held.setdefault(name, lru_cache(most)(_without_holding(self, method)))
            found: Found = held[name](*args, **kwargs)
            return found

        return ask

    return of


def _without_holding(owner: object, method: Method[Asked, Found]) -> Callable[Asked, Found]:
    reference = weakref.ref(owner)
    return lambda *args, **kwargs: method(reference(), *args, **kwargs)
