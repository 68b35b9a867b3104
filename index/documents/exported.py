"""What an annotated archive that Dateline writes (`dateline export`) is known by when it is read again."""

import re

SCHEMA = "dateline-export-1"
"""The member `schema` of each article: raised when a member changes its meaning, not when one is added."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def exported_id(schema: object, own_id: object) -> str:
    """Return the id of an article that Dateline wrote, which it keeps; "" for any other."""
    is_ours = schema == SCHEMA and isinstance(own_id, str) and _ID.fullmatch(own_id)
    return str(own_id) if is_ours else ""
