"""Nothing of an index is unpickled: whoever could write to it could run what they like."""

import subprocess
import sys
from pathlib import Path

ASK = """
import pickle, sys
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from search.archive import Archive
from search.request import SearchRequest

index = sys.argv[1]
Archive(index).search(SearchRequest("tide"))  # whatever modules load when they are first used

def refuse(*_, **__):
    raise SystemExit("something was unpickled")

for name in ("load", "loads", "Unpickler", "_Unpickler", "_loads", "_load"):
    setattr(pickle, name, refuse)
sys.addaudithook(lambda event, _: refuse() if event == "pickle.find_class" else None)

from index.pipeline.removing import remove
from pathlib import Path

archive = Archive(index)
archive.search(SearchRequest("tide*", sort="newest"))
archive.article("a", "tide")
archive.suggest("ti", "word")
with StoredIndex(IndexDirectory(Path(index)).current()).whoosh as reader:
    assert list(reader.postings("text", "tide").all_ids()) == [0, 1]
    assert reader.term_info("text", "tide").doc_frequency() == 2
    assert reader.schema["text"] is not None
assert remove(index, ["b"]).changes.removed == 1
print("done")
"""


def test_nothing_is_unpickled_by_whoever_reads_or_updates(tmp_path: Path) -> None:
    from tests.archives import publish, texts

    index = publish(tmp_path, [texts("The tide is late", id="a"), texts("A tide again", id="b")])
    done = subprocess.run([sys.executable, "-c", ASK, str(index)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr
