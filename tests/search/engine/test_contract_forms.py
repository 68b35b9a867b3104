"""Words as people write and type them: what is written in any of the forms is found by any of them, and marked."""

from pathlib import Path

import pytest

from search.archive import Archive
from search.request import SearchRequest
from tests.archives import Said, Story, Told
from tests.search.engine.contract import Make

ABOUT_WORDS = True

FORMS = [
    ("Tromsø", "tromso", "TROMSØ"),
    ("Tromsø", "tromsoe"),
    ("Łódzki", "lodzki", "łódzki"),
    ("Đurđević", "durdevic"),
    ("Đurđević", "djurdjevic"),
    ("Æthelstan", "aethelstan", "ÆTHELSTAN"),
    ("Þórhildur", "thorhildur"),
    ("Guðrún", "gudrun"),
    ("Żebbuħ", "zebbuh"),
    ("Diyarbakır", "diyarbakir", "DİYARBAKIR"),
    ("œuvres", "oeuvres"),
    ("Əhmədli", "ahmadli"),
    ("Ƙaura", "kaura"),
    ("Ґалаґан", "галаган"),
    ("Қарағанды", "караганды"),
    ("U.S.", "US", "U.S", "u.s.", "u.s"),
    ("U.K.", "UK", "U.K", "uk"),
    ("U.S.A.", "USA", "u.s.a", "U.S.A"),
    ("N.A.T.O.", "NATO", "nato"),
    ("W.H.O.", "WHO"),
    ("Ph.D.", "PhD", "Ph.D"),
    ("B.Sc.", "BSc"),
    ("1990s", "1990’s"),
    ("col·legi", "collegi"),
    ("who’s", "whos"),
    ("München", "Mu\u0308nchen", "munchen", "MÜNCHEN"),
    ("München", "Mu\u0308nchen", "Muenchen"),
    ("Rene\u0301", "René", "rene"),
    ("Nội", "noi", "No\u0323\u0302i"),
    ("ガタ", "\u30ab\u3099タ", "ｶﾞﾀ"),
    ("한강", "\u1112\u1161\u11ab\u1100\u1161\u11bc"),
    ("O’Leary", "oleary", "O'Leary", "O‘Leary", "O`Leary", "OʼLeary", "OLEARY"),
    ("didn’t", "didnt", "didn't", "DIDN’T"),
    ("that’s", "thats"),
    ("Qur’an", "quran", "Qur'an", "Qurʾān"),
    ("Hawaiʻi", "hawaii", "Hawai'i"),
    ("ʿAnjar", "anjar"),
    ("re-elected", "reelected", "re‑elected", "re‐elected", "re\u00adelected"),
    ("co-operative", "cooperative", "CO-OPERATIVE"),
    ("e-mail", "email"),
    ("al-Zawra", "alzawra"),
    ("Guinea-Bissau", "guineabissau"),
    ("F-16", "F16", "f16", "f-16"),
    ("COVID-19", "covid19"),
    ("10,000", "10000", "10’000"),
    ("1,250,000", "1250000", "12,50,000", "1.250.000"),
    ("Weißensee", "weissensee", "WEISSENSEE", "WEIẞENSEE"),
    ("Götz", "gotz", "GÖTZ"),
    ("Götz", "goetz"),
    ("Århus", "aarhus"),
    ("צה״ל", "צהל"),
    ("zero\u200cjoin", "zerojoin", "zero\u200djoin", "zero\u200bjoin", "\u200ezerojoin\u200f", "zero\u2060join"),
    ("ｗｉｄｅ", "wide", "ＷＩＤＥ"),
    ("ﬁlmﬂow", "filmflow"),
    ("ســـلام", "سلام"),
    ("می\u200cخواهم", "میخواهم", "ميخواهم"),
    ("كتاب", "کتاب"),
    ("١٩٨٧", "1987", "۱۹۸۷", "１９８７"),
    ("𝗕𝗼𝗹𝗱𝗹𝘆", "boldly"),
]


def batches() -> list[list[tuple[str, ...]]]:
    """Divide FORMS so that no two of a batch are forms of the same word."""
    batches: list[list[tuple[str, ...]]] = []
    for forms in FORMS:
        free = (batch for batch in batches if forms[0] not in [others[0] for others in batch])
        batch = next(free, None)
        if batch is None:
            batches.append(batch := [])
        batch.append(forms)
    return batches


@pytest.fixture(scope="module")
def archives(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Archive]:
    """By the forms, the archive in which they are, a story each."""
    found: dict[tuple[str, ...], Archive] = {}
    for batch in batches():
        stories = [story(f"{at}-{number}", form) for at, forms in enumerate(batch) for number, form in enumerate(forms)]
        found |= dict.fromkeys(batch, archive_of_stories(tmp_path_factory.mktemp("forms"), *stories))
    return found


def story(id: str, form: str) -> Story:
    text = f"On the hill {form} rang near Port {form}. “Hear {form},” she said."
    told = Told(text, (Said(f"Hear {form},", f"Ada {form}"),), places=((f"Port {form}", "NO", (f"{form} County",)),))
    return Story(id, (told,), title=f"Of {form}", source=f"{form} Post")


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[1])
def test_any_form_is_found_by_any_form_marked_and_suggested(
    archives: dict[tuple[str, ...], Archive], forms: tuple[str, ...]
) -> None:
    archive = archives[forms]
    for typed in forms:
        for query in (typed, f'"hill {typed}"', f'"{typed} rang"', f"said:{typed}"):
            page = archive.search(SearchRequest(query))
            assert page.total == len(forms), query
            assert not page.notices
            assert not page.suggestion
            for hit in page.results:
                written = forms[int(hit.article.id.partition("-")[2])]
                assert any(written.strip("\u200e\u200f") in hit.text[start:end] for start, end in hit.marks), query
        for field in ("title", "source", "speaker", "location"):
            assert archive.search(SearchRequest(f'{field}:"{typed}"')).total == len(forms), field
        for one in archive.suggest(typed, "word", 10):
            assert archive.search(SearchRequest(one.value)).total == one.count
        for field in ("speaker", "location", "source"):
            assert len(archive.suggest(typed, field, 10)) >= 1, (typed, field)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("The al-Zawra-led front", "alzawra"),
        ("A COVID-19-related delay", "covid19"),
        ("An ex-co-pilot", "copilot"),
        ("The U.S.-led talks", "US-led"),
        ("The U.S.’s talks", "US"),
        ("They re-elected her", "reelect*"),
        ("Frau Müller’s hens", "muell*"),
        ("Frau Mueller’s hens", "müll*"),
    ],
)
def test_parts_and_beginnings_are_found_in_any_form(
    archive_of_stories: Make, tmp_path: Path, written: str, typed: str
) -> None:
    [hit] = archive_of_stories(tmp_path, Story("a", (Told(written),))).search(SearchRequest(typed)).results
    assert hit.marks


def test_a_word_that_stands_in_another_form_is_not_said_to_stand_nowhere(
    archive_of_stories: Make, tmp_path: Path
) -> None:
    page = archive_of_stories(tmp_path, Story("a", (Told("Frau Mueller counts hens"),))).search(SearchRequest("Müller"))
    assert (page.total, page.notices, page.suggestion) == (1, (), None)


def test_a_hyphened_beginning_is_completed_to_one_word(archive_of_stories: Make, tmp_path: Path) -> None:
    archive = archive_of_stories(tmp_path, Story("a", (Told("They re-elected her"),)))
    assert [one.value for one in archive.suggest("re-el", "word")] == ["reelected"]


@pytest.mark.parametrize("typed", ["tromsoo", "olarey", "reelcted"])
def test_a_misspelt_word_is_corrected_to_one_in_any_form(archive_of_stories: Make, tmp_path: Path, typed: str) -> None:
    told = Told("O’Larey was re-elected in Tromsø")
    archive = archive_of_stories(tmp_path, Story("a", (told,)))
    page = archive.search(SearchRequest(typed))
    assert page.total or archive.search(SearchRequest(page.suggestion or "")).total


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("They told us so", "US"),
        ("The US told them so", "us"),
        ("We'll see", "well"),
        ("He'd been ill", "I'll"),
        ("From 10.5 tons", "105"),
        ("The 10-year plan", "10year"),
        ("A five-year-old clock", "yearold"),
        ("Munchen", "Muenchen"),
    ],
)
def test_words_of_another_meaning_stay_apart(
    archive_of_stories: Make, tmp_path: Path, written: str, typed: str
) -> None:
    assert archive_of_stories(tmp_path, Story("a", (Told(written),))).search(SearchRequest(typed)).total == 0
