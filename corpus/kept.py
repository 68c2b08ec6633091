"""What is worked out of one catalogue once, and forgotten with it: a generation never changes, but others follow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from corpus.catalogue import Catalogue

P = ParamSpec("P")
T = TypeVar("T")


def kept_with_catalogue(
    work_out: Callable[Concatenate[Catalogue, P], T],
) -> Callable[Concatenate[Catalogue, P], T]:
    """Remember results by catalogue and further arguments, which must be hashable and given by position.

    An `lru_cache` would keep the catalogues of old generations, and all that was read of them, alive.
    """
    known: WeakKeyDictionary[Catalogue, dict[object, T]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(work_out)
    def kept(catalogue: Catalogue, /, *given: P.args, **named: P.kwargs) -> T:
        with lock:
            of_this = known.setdefault(catalogue, {})
        if given not in of_this:  # two threads may work it out at once; both get the same
            of_this[given] = work_out(catalogue, *given, **named)
        return of_this[given]

    return kept
