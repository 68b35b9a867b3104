"""Whether Python finds Dateline's own packages under their names.

`index`, `search` and `web` are names that others use, too.  `pip install web.py` overwrites `web/__init__.py`, and a
folder of one of the names hides what is installed where it comes first on Python's path: beside a script, say.  The
packages are looked for and not imported, for what has taken a name may do anything.
"""

from importlib.util import find_spec
from pathlib import Path

MARK = b'__distribution__ = "dateline"'
"""What the `__init__.py` of each of our packages holds."""


class ForeignPackageError(ImportError):
    """Under the name of one of Dateline's packages Python finds something else."""


def require_own(*packages: str) -> None:
    """Raise ForeignPackageError unless Python finds Dateline's own packages under these names."""
    for package in packages:
        found = _found(package)
        if not _is_ours(found):
            raise ForeignPackageError(
                f"Under the name {package} Python finds {found or 'nothing'} instead of Dateline's own package: "
                f"install Dateline into an environment of its own, "
                f"and keep other files and folders called {package} off Python's path."
            )


def _found(package: str) -> Path | None:
    """Return the file that would be imported, a folder without `__init__.py`, or None."""
    spec = find_spec(package)
    if spec is None:
        return None
    places = [spec.origin] if spec.origin else list(spec.submodule_search_locations or ())
    return Path(places[0]) if places else None


def _is_ours(found: Path | None) -> bool:
    try:
        return found is not None and MARK in found.read_bytes()
    except OSError:
        return False
