"""A folder whose files are read: what is known of them is checked as they are (`index.store.files.checked`).

Of a published generation the manifest knows the checksums of all files.  Of one that is being written nothing is known
yet: its files are read as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.store.files.checked import BYTE, CheckedArray, CheckedFile, Checks, Damage
from index.store.files.checksums import Checksums

MISSING = "is not in the manifest"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, the checksums of its files by name where they are known, what was found damaged, and what sound."""

    path: Path
    checksums: Mapping[str, Checksums] | None = None
    damage: Damage = field(default_factory=Damage)
    checks: Checks = field(default_factory=Checks)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a file of a name, or ought to be."""
        return name in self.checksums if self.checksums is not None else (self.path / name).exists()

    def within(self, name: str) -> "Folder":
        """Return a folder that lies in this one; damage in it is damage of both."""
        if self.checksums is None:
            return Folder(self.path / name, None, self.damage, self.checks)
        beginning = f"{name}/"
        of_files = {
            file.removeprefix(beginning): known for file, known in self.checksums.items() if file.startswith(beginning)
        }
        return Folder(self.path / name, of_files, self.damage, self.checks)

    def open(self, name: str) -> CheckedFile:
        """Map a file; raise OSError, IndexDamagedError for one that is not what is known of it."""
        if self.checksums is None:
            return CheckedFile(self.path / name, None, self.damage, self.checks)
        if name not in self.checksums:
            self.damage.report(self.path / name, MISSING)
        return CheckedFile(self.path / name, self.checksums[name], self.damage, self.checks)

    def map(self, name: str, dtype: str = BYTE) -> CheckedArray:
        """Map a file of numbers; raise as `open`, and ValueError for one that ends within a number."""
        return self.open(name).bytes.numbers(dtype, -1)

    def read(self, name: str) -> bytes:
        """Return all of a file; raise as `open`."""
        return self.map(name).whole.tobytes()
