"""Which language an article is in: English is told from all others, and the short is taken for English."""

import pytest

from index.annotation.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Bürgermeister von Vorn sagte am Montag, dass die alte Brücke über den Fluss geschlossen bleibt.", "de"),
        ("Le maire de Vorn a déclaré lundi que le vieux pont sur la rivière resterait fermé tout l'hiver.", "fr"),
        ("El alcalde de Vorn dijo el lunes que el puente viejo sobre el río seguirá cerrado este invierno.", "es"),
        ("Мер міста сказав у понеділок, що старий міст через річку залишиться закритим до весни.", "uk"),
        ("市长周一说，河上的旧桥将继续关闭到春天。", "zh"),
        ("The mayor of Vorn said on Monday that the old bridge over the river will stay shut this winter.", "en"),
        ("Old bridge stays shut, mayor says", "en"),
        ("Pont fermé", "en"),
        ("Shr 12 cts vs 9 cts. Net 1,204,000 vs 902,000. Revs 31.6 mln vs 28.1 mln. Avg shrs 4,100,000.", "en"),
        ("Lund 3, Ek 1; Vale 2, Dowd 2. Goals: Okafor, Brandt (2), Moss; Ade, Núñez. Attendance 4,120.", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of([text]) == language


def test_a_quotation_in_another_language_changes_nothing() -> None:
    said = (
        "The minister, who had flown in from the coast, said: “Die Brücke bleibt geschlossen, bis sie repariert ist.”"
    )
    assert language_of([said, "He was speaking to reporters at the harbour."]) == "en"
