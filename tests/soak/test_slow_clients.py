"""The campaign of slow clients in some seconds: more connections than a process has, and none keeps others out."""

from pathlib import Path

from index.pipeline.rebuild import rebuild
from tests.soak.slow_clients import campaign
from tests.web import sample
from web.server.waitress_server import MAX_CONNECTIONS


def test_slow_clients_keep_nobody_out(tmp_path: Path) -> None:
    rebuild([sample.write(tmp_path)], tmp_path / "index", processes=1)

    assert campaign(tmp_path / "index", MAX_CONNECTIONS + 20, exports=2, slow=4, trials=10) == 0
