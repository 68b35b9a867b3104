"""When and of what an index was rebuilt, and how often updated since: a small file of JSON beside its generation's
others."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from index.store import contents
from index.store.files import filesystem
from index.store.files.folder import Folder

PATHS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Built:
    """When the last rebuild was, ISO 8601, "" where that is not known, how many updates came after it, and the `paths`
    that were named to it and to them, absolute ones, the last ones where they are many."""

    rebuilt: str = ""
    updates: int = 0
    paths: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Folder) -> "Built":
        """Read what a generation tells; nothing is known where it tells nothing."""
        if contents.BUILT not in folder:
            return cls()
        read = json.loads(folder.read(contents.BUILT))
        return cls(str(read["rebuilt"]), int(read["updates"]), tuple(map(str, read.get("paths", ()))))

    def updated(self, paths: Iterable[str]) -> "Built":
        """Return what is told after another update, by files at some paths: those that lie below others add nothing."""
        new = (path for path in paths if not any(path.startswith(f"{known}/") for known in self.paths))
        return Built(self.rebuilt, self.updates + 1, tuple(dict.fromkeys([*self.paths, *new]))[-PATHS_KEPT:])

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        filesystem.write(folder / contents.BUILT, json.dumps(asdict(self)))
