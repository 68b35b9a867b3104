import pytest

from index.annotation.speakers.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mrs. Alda left.", ["Mrs.", "Alda", "left", "."]),
        ("the U.S. envoy", ["the", "U.S.", "envoy"]),
        ("Ann B. Cole", ["Ann", "B.", "Cole"]),
        ("Alda's plan", ["Alda", "'s", "plan"]),
        ("she’ll go", ["she", "’ll", "go"]),
        ("O’Hara-Bell", ["O’Hara-Bell"]),
        ("didn't", ["didn't"]),
        ("1,250 a.m. 3.5", ["1,250", "a.m.", "3.5"]),
        ("Bo Ek, R-Ky., said", ["Bo", "Ek", ",", "R-Ky.", ",", "said"]),
        ("wait--what", ["wait", "--", "what"]),
        ("", []),
    ],
)
def test_words_are_what_grammar_takes_for_words(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


def test_offsets_give_the_words_back() -> None:
    text = "“Ça va?” said Zoë—d’Arc’s niece… at 5 p.m. (GMT)\u2003été 𝔘 e\u0301"
    tokens = tokenize(text)
    for index, word in enumerate(tokens.words):
        assert text[tokens.starts[index] : tokens.end(index)] == word
