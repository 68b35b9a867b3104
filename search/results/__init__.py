"""What a search and the other questions to an archive are answered with, one module a kind of answer."""

from search.results.answers import Export, SearchPage
from search.results.choices import Change, Choices, Reading, Subject, WayOut
from search.results.counts import CountRow, CountTable, DateBucket, Facets, FacetValue, ValueList
from search.results.hits import NO_COPIES, ArticleSummary, Copy, CopyList, Hit, Place, Span, SpeakerName, place_shown
from search.results.lookups import ArchiveInfo, ArticlePage, SimilarPage, Suggestion
from search.results.places import NearPlace, PlaceCount, PlaceList, PlacePage
from search.results.profiles import Coverage, PlaceProfile, SpeakerPage
from search.results.whole import WholeArticle

__all__ = [
    "NO_COPIES",
    "ArchiveInfo",
    "ArticlePage",
    "ArticleSummary",
    "Change",
    "Choices",
    "Copy",
    "CopyList",
    "CountRow",
    "CountTable",
    "Coverage",
    "DateBucket",
    "Export",
    "FacetValue",
    "Facets",
    "Hit",
    "NearPlace",
    "Place",
    "PlaceCount",
    "PlaceList",
    "PlacePage",
    "PlaceProfile",
    "Reading",
    "SearchPage",
    "SimilarPage",
    "Span",
    "SpeakerName",
    "SpeakerPage",
    "Subject",
    "Suggestion",
    "ValueList",
    "WayOut",
    "WholeArticle",
    "place_shown",
]
