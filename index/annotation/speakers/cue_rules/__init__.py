"""Rules for who speaks and what shows it, by what shows it.

Where two rules find the same subject and verb, the earlier one counts.
"""

from collections.abc import Mapping

from ..rules import CueRule
from .before_verbs import BEFORE_VERBS
from .beside_quotations import BESIDE_QUOTATIONS
from .sources import SOURCES
from .transcripts import TRANSCRIPTS

CUE_RULES: Mapping[str, CueRule] = {**BEFORE_VERBS, **BESIDE_QUOTATIONS, **TRANSCRIPTS, **SOURCES}
