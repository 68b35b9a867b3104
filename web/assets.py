"""The files that pages refer to, under addresses that hold a hash of their content.

They are read once, when the application is made.  A changed file has another address, so that browsers may keep what
they have for a year without asking again.
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort

FOLDER = Path(__file__).parent / "static"
HASH_CHARACTERS = 12
KEEP = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its address, its bytes and their media type."""

    address: str
    content: bytes
    media_type: str


def read_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """Return the files of the folder by name."""
    return {path.name: _read(path) for path in sorted(folder.iterdir()) if path.suffix in (".css", ".svg")}


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:HASH_CHARACTERS]
    media_type = mimetypes.types_map[path.suffix]
    return Asset(f"/static/{path.stem}.{digest}{path.suffix}", content, media_type)


def register(app: Flask) -> None:
    """Serve the static files, and give templates `asset(name)`, the address of one."""
    by_name = read_assets()
    by_address = {asset.address: asset for asset in by_name.values()}

    @app.get("/static/<name>")
    def static_file(name: str) -> Response:
        asset = by_address.get(f"/static/{name}")
        if asset is None:
            abort(404)
        response = Response(asset.content, mimetype=asset.media_type)
        response.headers["Cache-Control"] = KEEP
        return response

    app.add_template_global(lambda name: by_name[name].address, "asset")
