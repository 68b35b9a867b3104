"""One paragraph of the sample archive, followed from its file to the page: the nine steps of ARCHITECTURE.md.

Each step is the one call that does it.  What comes out is written in a few lines, and those are what the document
shows, so that it can't drift.  `python -m tests.test_one_paragraph` prints them, to be put there when one changes.
"""

import re
import tempfile
from pathlib import Path
from typing import cast

from index.analysis.document import IndexedArticle, index_article
from index.annotation.annotator import annotate
from index.cleaning import clean
from index.documents.article import Article
from index.gazetteer import Gazetteer
from index.pipeline.rebuild import rebuild
from index.readers import read_file
from index.sources.files import FoundFile
from index.sources.walk import find_files
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.whoosh_codec import segments_of
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.embedded.postings import Postings
from search.engine.protocol import Wanted
from search.limits import Deadline, Limits
from search.query.planner import Planner
from search.request import SearchRequest
from search.service.hits import hits_of
from tests.conftest import PROJECT
from web.pages.passages import results

ARCHIVE = PROJECT / "examples" / "articles"
FILE = "2022-04-02-lighthouse-clock-fast.md"
PLACE = 5
"""The paragraph's place in its article, from 0."""
ASKED = SearchRequest('speaker:haugseth said:"eleven minutes" location:norway')
WIDTH = 108


def steps(index: Path) -> list[str]:
    """Return what comes out of each step; the sample archive is indexed at `index`."""
    found = next(one for one in find_files([ARCHIVE]) if isinstance(one, FoundFile) and one.path.name == FILE)
    [article] = read_file(found)
    assert isinstance(article, Article)
    paragraphs = clean(article.text, article.title)
    annotations = annotate([one.text for one in paragraphs], Gazetteer.open())
    document = index_article(article, paragraphs, annotations)
    stored = StoredIndex(IndexDirectory(index).current())
    plan = Planner(Limits()).of(ASKED)
    snapshot = EmbeddedEngine(index).snapshot()
    answer = snapshot.find(plan, Wanted(stop=10, facets={"location": 3}), Deadline(60_000))
    [hit] = hits_of(snapshot, answer.matches, plan.marked)
    [passage] = results([hit], ASKED)

    annotation, [match] = annotations[PLACE], answer.matches
    number = cast(int, match.ref)
    return [
        lines(id=article.id, title=article.title, date=article.date, source=article.source, text=article.text),
        lines(text=paragraphs[PLACE].text, pieces=paragraphs[PLACE].pieces),
        lines(speaker=annotation.speakers[0], quotation=annotation.quotations[1], location=annotation.locations[0]),
        lines(**{name: terms_of(document, name) for name in ("said", "speaker", "location", "place")}),
        lines(
            postings=f"said:minut in {Postings(segments_of(stored.whoosh)).of('said', 'minut').numbers.tolist()}",
            date=f"column[{number}] = {stored.columns['date'][number]}",
            facet=f"speaker_name[{number}] = {values_of(stored, 'speaker_name', number)}",
            record=f"paragraphs[{number}] = {stored.paragraph(number).text}",
        ),
        lines(**{f"required[{at}]": condition for at, condition in enumerate(plan.required)}),
        lines(
            total=answer.total, match=f"{match.ref}, missing {match.missing}", facet=answer.facets["location"].values
        ),
        lines(article=hit.article.id, marks=[hit.text[start:end] for start, end in hit.marks], voices=hit.voices),
        lines(who=passage.speakers[0].label, where=passage.places[0].label, when=passage.day, text=passage.text),
    ]


def values_of(stored: StoredIndex, name: str, number: int) -> list[str]:
    facet = stored.facets[name]
    return [facet.value(code) for code in facet.codes_of(number)]


def terms_of(document: IndexedArticle, field: str) -> str:
    """The terms of the paragraph in a field, each with its position where it has one."""
    rows = document.fields[field]
    start = sum(count for row, count in zip(rows.rows, rows.counts, strict=True) if row < PLACE)
    count = dict(zip(rows.rows, rows.counts, strict=True))[PLACE]
    terms = rows.terms[start : start + count]
    if rows.positions is None:
        return " ".join(terms)
    return " ".join(f"{term}@{at}" for term, at in zip(terms, rows.positions[start : start + count], strict=True))


def lines(**told: object) -> str:
    """Write a few values, a line each, long ones cut."""
    width = max(map(len, told))
    return "\n".join(f"{name:<{width}}  {cut(str(value), WIDTH - width)}" for name, value in told.items())


def cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 2] + " …"


def shown() -> list[str]:
    """What ARCHITECTURE.md shows under its nine steps."""
    document = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    return re.findall(r"^\*\*\d\. .+?^```\n(.+?)\n```", document, re.MULTILINE | re.DOTALL)


def test_the_document_shows_what_comes_out_of_each_step(sample_index: Path) -> None:
    told = steps(sample_index)
    assert len(told) == 9
    for number, (expected, found) in enumerate(zip(told, shown(), strict=True), 1):
        assert found == expected, f"step {number}"


def test_each_step_names_a_function_that_is_there() -> None:
    document = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(r"^\*\*\d\. .+?\*\* +`(\w+)` in\s`([\w/.]+)`", document, re.MULTILINE)
    assert len(named) == 9
    for function, module in named:
        assert re.search(rf"def {function}\(", (PROJECT / module).read_text("utf-8")), (function, module)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        rebuild([ARCHIVE], Path(folder) / "index")
        print(*steps(Path(folder) / "index"), sep="\n\n")
