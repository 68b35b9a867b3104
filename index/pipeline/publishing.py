"""Publish an archive that was written in shares: find out what is known of the whole only, and switch to it."""

import time
from datetime import UTC, datetime
from pathlib import Path

from index.errors import DatelineError
from index.opensearch.address import is_address, parsed, require_client
from index.pipeline.destinations import OF_A_CLUSTER
from index.pipeline.offers import offer
from index.pipeline.people import canonical_names
from index.pipeline.summary import Summary


def publish(index: str | Path) -> Summary:
    """Publish the shares of the archive at an address.

    Raises DatelineError where some are not there, which it names; whatever it raises, what was published stays, and so
    do the shares.
    """
    if not is_address(index):
        raise DatelineError(f"{index} is a directory, which is published when it is rebuilt: {OF_A_CLUSTER}.")
    address = parsed(str(index))
    require_client()
    from index.pipeline.destinations.shares import gathered

    began = time.monotonic()
    with gathered(address) as shares:
        settler = shares.settler
        try:
            joined = canonical_names(settler.names(), settler.beside)
        except BaseException:
            settler.cancel()
            raise
        counts = settler.finish(joined)
        offer(shares.name)
        changes = shares.publish(datetime.now(UTC).isoformat(timespec="seconds"), counts)
    return Summary(counts, (), time.monotonic() - began, shares.name, changes=changes)
