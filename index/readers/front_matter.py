"""Read the front matter of a Markdown file: YAML between lines of ---, or TOML between lines of +++.

    ---                                      +++
    title: Lake monster files a complaint    title = "Lake monster files a complaint"
    date: 2022-09-10                         date = 2022-09-10
    authors:                                 [[authors]]
      - name: A. Reporter                    name = "A. Reporter"
    ---                                      +++

Empty lines may come before it.
"""

import re
import tomllib

import yaml

from index.sources import limits
from index.sources.content import BadLineError

_OPENING = re.compile(r"\s{0,200}^(---|\+\+\+)[ \t]*\r?\n", re.MULTILINE)
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_LOOKS_LIKE_FIELD = {
    "---": re.compile(r"#|[\w -]{1,60}:"),
    "+++": re.compile(r"#|\[|[\w.\"-]{1,60}[ \t]*="),
}
_FIELD_AFTER_EMPTY_LINE = re.compile(r"\s*\n\s{0,200}(?:title|date|authors?|source|url|layout|draft|tags|categories):")
"""A line of --- with an empty one after it is a rule, unless a field of an article comes next."""
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Give the fields of the front matter, their names in lower case, and the text after it.

    Raise BadLineError, with the line, for front matter that never ends, is too long or is malformed.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    fence, start = opening[1], opening.end()
    if text[start : start + 200].lstrip(" \t\r").startswith("\n") and not _FIELD_AFTER_EMPTY_LINE.match(text, start):
        return {}, text
    first_line = text.count("\n", 0, start) + 1
    closing = _CLOSING[fence].search(text, start, start + limits.MAX_FRONT_MATTER_CHARACTERS)
    if closing is None:
        if not _LOOKS_LIKE_FIELD[fence].match(text[start : start + 100].lstrip()):
            return {}, text  # the rule at the top is only a rule
        raise BadLineError(
            "the front matter that begins here does not end within "
            f"{limits.MAX_FRONT_MATTER_CHARACTERS:,} characters with a line of {fence}",
            first_line - 1,
        )
    parse = _parse_yaml if fence == "---" else _parse_toml
    try:
        fields = parse(text[start : closing.start()], first_line)
    except RecursionError as error:
        raise BadLineError("malformed front matter: it is nested too deeply", first_line - 1) from error
    return {name.strip().lower(): value for name, value in fields.items() if isinstance(name, str)}, text[
        closing.end() :
    ]


def _parse_yaml(front_matter: str, first_line: int) -> dict[object, object]:
    try:
        # BaseLoader makes nothing but strings, lists and mappings: safer than SafeLoader, and a title of 1984
        # or a date with a time zone stays as it is written.
        fields = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else first_line - 1
        raise BadLineError(f"malformed front matter: {error.problem or error.context}", line) from error
    except yaml.reader.ReaderError as error:
        line = first_line + front_matter.count("\n", 0, error.position)
        raise BadLineError(f"malformed front matter: {error.reason}", line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadLineError(f"malformed front matter: {error}", first_line - 1) from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict):
        raise BadLineError("malformed front matter: it is no list of fields such as title: and date:", first_line)
    return fields


def _parse_toml(front_matter: str, first_line: int) -> dict[str, object]:
    try:
        fields = tomllib.loads(front_matter)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = first_line - 1 + int(place[1]) if place and place[1] else first_line - 1
        raise BadLineError(f"malformed front matter: {_TOML_PLACE.sub('', str(error))}", line) from error
    written = {name: value if isinstance(value, (list, dict)) else str(value) for name, value in fields.items()}
    return {**_table(fields.get("params")), **_table(fields.get("extra")), **written}


def _table(value: object) -> dict[str, object]:
    """Give the fields of a site's own, which its generator has in a table of their own."""
    return value if isinstance(value, dict) else {}
