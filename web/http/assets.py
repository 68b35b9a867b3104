"""The files that pages refer to, under addresses that hold a hash of their content.

There is one style sheet and one script, each put together from the files of a folder, a file a feature.  They are read
once, when the application is made.  What changes has another address, so that browsers may keep what they have for a
year without asking again.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort

import web
from web.http.compression import takes_gzip
from web.urls.links import static_address
from web.urls.prefix import placed

FOLDER = Path(web.__file__).parent / "static"
HASH_CHARACTERS = 12
KEEP = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its address, its bytes, plain and as gzip, and their media type."""

    address: str
    content: bytes
    compressed: bytes
    media_type: str


def read_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """Return the assets by name: the files of the folder, the style sheet and the script."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    files["dateline.css"] = _joined(folder / "style", ".css")
    files["dateline.js"] = _joined(folder / "script", ".js")
    return {name: _asset(name, content) for name, content in files.items()}


def _joined(folder: Path, suffix: str) -> bytes:
    """Put the files of a folder together, `base` first, then by name."""
    paths = sorted(folder.glob("*" + suffix), key=lambda path: (path.stem != "base", path.name))
    return b"\n".join(path.read_bytes() for path in paths)


def _asset(name: str, content: bytes) -> Asset:
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:HASH_CHARACTERS]
    compressed = gzip.compress(content, mtime=0)
    return Asset(static_address(f"{stem}.{digest}.{suffix}"), content, compressed, mimetypes.types_map[dot + suffix])


def register(app: Flask) -> None:
    """Serve the static files, and give templates `asset(name)`, the address of one."""
    by_name = read_assets()
    by_address = {asset.address: asset for asset in by_name.values()}

    @app.get("/static/<name>")
    def static_file(name: str) -> Response:
        asset = by_address.get(static_address(name))
        if asset is None:
            abort(404)
        response = Response(asset.content, mimetype=asset.media_type)
        if takes_gzip():
            response.set_data(asset.compressed)
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = KEEP
        return response

    app.add_template_global(lambda name: placed(by_name[name].address), "asset")
