"""The checksums of a file tell of any bit of it that changed, and in which block."""

import hashlib
import random
from pathlib import Path
from zlib import crc32

import pytest

from index.store.files.checksums import BLOCK, READ_AT_ONCE, Checksums


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, READ_AT_ONCE + 3 * BLOCK + 5])
def test_every_block_has_its_crc(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    (tmp_path / "data").write_bytes(content)
    checksums = Checksums.of(tmp_path / "data")
    assert (checksums.size, checksums.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert checksums.crcs.tolist() == [crc32(content[begin : begin + BLOCK]) for begin in range(0, size, BLOCK)]


def test_what_has_too_few_blocks_for_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="65537 bytes"):
        Checksums(BLOCK + 1, "", "00000000")
