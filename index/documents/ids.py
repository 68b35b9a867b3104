"""Give every article an id that stays the same over rebuilds, machines and moves of the archive.

The id is part of links (`/articles/<id>#p7`), so it is short, readable and safe in an address.  It comes from the
article's url, which is the one name that the whole world knows it by; without one, from the file's path relative to
the folder that was indexed, so that moving the archive changes nothing, and, where a file holds many articles, from
the article's own id in it.  The id's first part is for people, its second is a hash that makes it unique:

>>> article_id(url="https://news.example/2022/lake-monster/", path="a.html")
'lake-monster-ceb5456660f931af'

That is where an id begins.  Later it follows the article's content (`content_hash`): when the file is moved, its
article keeps the id that it has (`index.pipeline.identities`).
"""

import hashlib
import re
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

from index.documents.article import Article

SLUG_CHARACTERS = 40
HASH_BYTES = 8
"""64 bits: among a million articles the chance that any two share a hash is 3 in 100 million."""

CONTENT_BYTES = 16

_NUMBERED = re.compile(r"(?:line|row|article)-\d+")
"""What an article is called that has no id in a file of many: it tells where it stands, not which it is."""
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_FILE_ENDINGS = re.compile(r"(?:\.[A-Za-z]\w{0,8}){1,2}$")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def article_id(*, url: str = "", path: str, own_id: str = "") -> str:
    """Derive an article's id, [a-z0-9-]+, from its url, else from its relative path and its own id in that file.

    Two articles with one url get one id: whoever collects articles reports the second.
    """
    address = article_address(url)
    if address:
        name = unquote(urlsplit(address).path).rpartition("/")[2]
        return _readable_hash(name, "url:" + address)
    name = own_id or _FILE_ENDINGS.sub("", path.rpartition("/")[2])
    return _readable_hash(name, f"path:{path}#{own_id}" if own_id else f"path:{path}")


def another_id(identity: str, content_hash: str) -> str:
    """Derive the id of an article whose own is that of another one, which was moved."""
    return _readable_hash(identity.rpartition("-")[0], f"id:{identity}#{content_hash}")


def content_hash(article: Article) -> str:
    """Return a digest of what an article says, 32 hexadecimal digits: title, text, date, source, url, authors, and the
    id that it has in a file of many, if it is given one there.

    Two articles of one content are the same article, wherever they were read from.
    """
    own_id = "" if _NUMBERED.fullmatch(article.own_id) else article.own_id
    said = (article.title, article.text, article.date or "", article.source, article.url, own_id, *article.authors)
    digest = hashlib.blake2b(digest_size=CONTENT_BYTES)
    for part in said:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)} ".encode() + content)
    return digest.hexdigest()


def article_address(url: str) -> str:
    """Write `url` in its normal form; empty if it isn't an http(s) address or names a whole site.

    Scheme and host are in lower case, the default port, the fragment and a final slash are left out.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return ""
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    if ":" in host:
        host = f"[{host}]"
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return SplitResult(scheme, place, path, parts.query, "").geturl()


def _readable_hash(name: str, key: str) -> str:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).hexdigest()
    plain = unicodedata.normalize("NFKD", name[: 4 * SLUG_CHARACTERS]).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_SLUG.sub("-", plain)[:SLUG_CHARACTERS].strip("-")
    return f"{slug}-{digest}" if slug else digest
