"""When an index was rebuilt, and how often updated since: a small file of JSON beside its generation's others."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.store import contents


@dataclass(frozen=True, slots=True)
class Built:
    """When the last rebuild was, ISO 8601, "" where that is not known, and how many updates came after it."""

    rebuilt: str = ""
    updates: int = 0

    @classmethod
    def read(cls, folder: Path) -> "Built":
        """Read what a generation tells; nothing is known where it is missing or damaged."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            read = json.loads((folder / contents.BUILT).read_text("utf-8"))
            return cls(str(read["rebuilt"]), int(read["updates"]))
        return cls()

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        (folder / contents.BUILT).write_text(json.dumps(asdict(self)), "utf-8")
