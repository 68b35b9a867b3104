"""A batch of articles as it is packed for the writer, as a byte string to be kept, and read back.

Compressed MessagePack, arrays as they lie in memory.  zlib's own checksum tells a record that was damaged.  What read
and annotated the articles, and when, is not in it: that is told anew whenever they are indexed.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from msgspec import MsgspecError
from msgspec.msgpack import Decoder, Encoder, Ext
from numpy.typing import NDArray

from index.analysis.batch import IndexedBatch
from index.analysis.tokens import FieldTokens
from index.deduplication.signatures import Signatures
from index.documents.article_head import ArticleHead, decode_head, encode_head
from index.documents.provenance import Processing
from index.pipeline.annotated_article import LEVEL, DamagedRecordError

ARRAY = 1
"""The code of MessagePack's extension type that an array is written as: type, shape, content."""


def encode_batch(batch: IndexedBatch) -> bytes:
    """Encode a batch."""
    members = {field.name: getattr(batch, field.name) for field in fields(batch)}
    members["heads"] = list(map(encode_head, batch.heads))
    members["speakers"] = list(batch.speakers.items())
    return zlib.compress(_encoder.encode(members), LEVEL)


def decode_batch(record: bytes, processed: Processing) -> IndexedBatch:
    """Read a batch back, as it is `processed` now.  Raises DamagedRecordError."""
    try:
        members: dict[str, Any] = _decoder.decode(zlib.decompress(record))
        members["heads"] = [_processed(decode_head(head), processed) for head in members["heads"]]
        members["speakers"] = Counter({tuple(use): count for use, count in members["speakers"]})
        members["words"] = Counter(members["words"])
        members["fields"] = {name: FieldTokens(**tokens) for name, tokens in members["fields"].items()}
        members["places"] = FieldTokens(**members["places"])
        members["signatures"] = Signatures(**members["signatures"])
        return IndexedBatch(**members)
    except (zlib.error, MsgspecError, ValueError, TypeError, KeyError) as error:
        raise DamagedRecordError from error


def _processed(head: ArticleHead, processed: Processing) -> ArticleHead:
    return replace(head, provenance=head.provenance._replace(**processed._asdict()))


def _array_out(value: object) -> object:
    if isinstance(value, np.ndarray):
        return Ext(ARRAY, f"{value.dtype.str} {' '.join(map(str, value.shape))}\n".encode() + value.tobytes())
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value)} is not kept")


def _array_in(code: int, content: memoryview) -> NDArray[Any]:
    told, _, numbers = bytes(content).partition(b"\n")
    kind, *shape = told.decode("ascii").split()
    return np.frombuffer(numbers, kind).reshape(tuple(map(int, shape)))


_encoder = Encoder(enc_hook=_array_out)
_decoder = Decoder(ext_hook=_array_in)
