"""A sentence read as the annotator reads it, up to its elements."""

from index.annotation.speakers.elements import Elements, read_elements
from index.annotation.speakers.inventory import take_inventory
from index.annotation.speakers.names import find_mentions
from index.annotation.speakers.quotations import find_quotations
from index.annotation.speakers.tokens import Tokens, tokenize


def read(text: str) -> tuple[Elements, Tokens]:
    """The elements and tokens of an article of one paragraph."""
    tokens = tokenize(text)
    mentions = find_mentions(tokens)
    inventory = take_inventory([(tokens, mentions)])
    return read_elements(tokens, mentions, find_quotations([text])[0], inventory), tokens
