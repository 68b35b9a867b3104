"""What evaluating a query reads, told from the dictionaries before any of it is read, so that what reads least comes
first: postings, and the positions of words that must follow one another.

It is an upper bound; that an evaluation ends early, where nothing is left, isn't foreseen.
"""

from whoosh import query as q

from index.analysis.fields import FORMS
from search.engine.embedded.postings import Postings
from search.engine.embedded.queries import ExactWord, NearBy, OneSpeaker


def cost_of(node: q.Query, postings: Postings) -> int:
    """Return how many postings and positions evaluating a query reads at most."""
    if node == q.NullQuery:
        return 0
    if isinstance(node, (q.Phrase, NearBy, OneSpeaker)):
        return sum(postings.size(*word) + postings.tokens(*word) for word in _words_in_places(node))
    if isinstance(node, q.Prefix):
        fields = {node.fieldname, FORMS.get(node.fieldname, node.fieldname)}
        return sum(postings.size_beginning(field, node.text) for field in fields)
    if isinstance(node, (q.Term, ExactWord)):
        return postings.size(node.fieldname, node.text)
    if isinstance(node, q.Not):
        return cost_of(node.query, postings)
    return postings.count if node.is_leaf() else sum(cost_of(child, postings) for child in node.children())


def _words_in_places(node: q.Query) -> set[tuple[str, str]]:
    """Return the fields and terms whose positions a query asks for."""
    return {
        (leaf.fieldname, word)
        for leaf in node.leaves()
        if leaf.has_terms()
        for word in (leaf.words if isinstance(leaf, q.Phrase) else [leaf.text])
    }
