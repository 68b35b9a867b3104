"""Files mapped read-only: their bytes lie on the disk until they are looked at, and no descriptor is held for them.

A generation has some 90 files, and many systems give a process 256 descriptors.  Python's `mmap` holds one for each
mapping (`trackfd=False` spares it from Python 3.13 on), so the system is asked directly.
"""

import ctypes
import mmap
import os

import numpy as np

_SYSTEM = ctypes.CDLL(None, use_errno=True)
_SYSTEM.mmap.restype = ctypes.c_void_p
_SYSTEM.mmap.argtypes = (
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
)
_SYSTEM.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
_SYSTEM.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
_FAILED = ctypes.c_void_p(-1).value


class MappedFile:
    """The bytes of an open file, which may be closed then; mapped until the last array or view of them is gone.

    A file that is truncated meanwhile ends the process that looks beyond its end (SIGBUS).
    """

    def __init__(self, descriptor: int, size: int) -> None:
        """Map so many bytes, one at least; raise OSError where the system has no room."""
        self._size = 0
        address = _SYSTEM.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
        if address == _FAILED:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        self._address, self._size = address, size

    @property
    def content(self) -> memoryview:
        """The bytes, not to be written to."""
        return np.asarray(self).data

    @property
    def __array_interface__(self) -> dict[str, object]:
        return {"version": 3, "shape": (self._size,), "typestr": "|u1", "data": (self._address, True)}

    def forget(self) -> None:
        """Give the memory back of what was looked at: it can be read again."""
        _SYSTEM.madvise(self._address, self._size, mmap.MADV_DONTNEED)

    def __del__(self, release=_SYSTEM.munmap) -> None:  # type: ignore[no-untyped-def]  # kept, for a process that ends
        if self._size:
            release(self._address, self._size)
