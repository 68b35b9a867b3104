"""What whoever reads an archive knows of it better than its files tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read where they leave a choice; by default as they look.

    `encoding` is what text is decoded as, by a name that browsers know.  `columns` maps a field of an article (title,
    text, date, source, url, section, authors, id) to the column of a table, or the member of a JSON object, that holds
    it.  `sources` are names of sources by what they are known by (`index.readers.source_names`).  `day_first` says
    whether 03/04/2022 is in April; None: that it can't be told.

    >>> from dateline import ReadingOptions, rebuild
    >>> options = ReadingOptions(columns={"title": "headline"}, encoding="utf-8")
    >>> rebuild(["examples/formats/umbrella-bank.csv"], "bank-index", options=options).counts["articles"]
    2
    """

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


DEFAULTS = ReadingOptions()
