"""The speaker and quotation annotator: paragraphs in, who says what out.

>>> from index.annotation.speakers import attribute
>>> found = attribute(["“It will rain,” said Ana Ek, the harbour master of Bergby."])
>>> [(speaker.name, speaker.kind) for speaker in found.paragraphs[0].speakers]
[('Ana Ek', 'person')]
"""

from .attribution import AttributedParagraph, Attribution, attribute

__all__ = ["AttributedParagraph", "Attribution", "attribute"]
