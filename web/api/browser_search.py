"""How a browser adds Dateline to its search engines (OpenSearch 1.1), and what it suggests while one types there."""

from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.fields import ALL, COMPLETED
from search.query.unparse import field_query
from search.results import Suggestion
from web.api.atom import MEDIA_TYPE as ATOM
from web.api.endpoints import prefix_parameter
from web.http.asked import strict_fields
from web.http.assets import read_assets
from web.http.caching import fresh, settled
from web.http.public_address import public_root
from web.http.responses import json_response
from web.rendering.formatting import counted
from web.urls.links import BROWSER_SUGGEST_API, FEED, HOME, query_template
from web.urls.prefix import placed

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
MEDIA_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"
ABOUT = "Paragraphs of news: who said what, and where."


def register(app: Flask, archive: Archive) -> None:
    """Add the description and its suggestions to the application."""
    opensearch = Blueprint("opensearch", __name__)
    icon = read_assets()["dateline.svg"]

    @opensearch.get("/opensearch.xml")
    def description() -> Response:
        return settled(Response(describe(public_root(), placed(icon.address)), mimetype=MEDIA_TYPE))

    @opensearch.get("/api/suggest/opensearch")
    def suggestions() -> Response:
        typed = str(strict_fields((prefix_parameter(),)).get("prefix", ""))

        def make() -> Response:
            found = archive.suggest(typed, ALL)
            about = [f"{one.field}, {counted(one.count, 'paragraph')}" for one in found]
            return json_response([typed, [as_query(one) for one in found], about], SUGGESTIONS)

        return fresh(archive, make)

    app.register_blueprint(opensearch)


def describe(root: str, icon: str) -> bytes:
    """Return the description of the search at `root`; `icon` is the address of its picture."""
    description = Element("OpenSearchDescription", {"xmlns": NAMESPACE})
    SubElement(description, "ShortName").text = "Dateline"
    SubElement(description, "Description").text = ABOUT
    for media_type, path in (("text/html", HOME), (ATOM, FEED), (SUGGESTIONS, BROWSER_SUGGEST_API)):
        SubElement(description, "Url", type=media_type, template=root + query_template(path))
    SubElement(description, "Image", width="16", height="16", type="image/svg+xml").text = root + icon
    SubElement(description, "InputEncoding").text = "UTF-8"
    return bytes(tostring(description, "utf-8", xml_declaration=True))


def as_query(one: Suggestion) -> str:
    """Return the query that asks for what is suggested."""
    field = COMPLETED[one.field]
    return one.value if field == "text" else field_query(field, one.value)
