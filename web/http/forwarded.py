"""Who asked, by which name and scheme, where a proxy stands between: told by X-Forwarded-*, believed of few.

Anybody can send these headers, so they count for nothing unless the connection comes from a proxy that was named.
"""

import ipaddress
from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from index.errors import DatelineError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ProxyAddressError(DatelineError):
    """What is given as the address of a proxy is none."""


def checked_proxies(addresses: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks that are written 127.0.0.1 or 10.0.0.0/8; raise ProxyAddressError for what is none."""
    return tuple(map(_network, addresses))


def _network(address: str) -> Network:
    try:
        return ipaddress.ip_network(address)
    except ValueError:
        told = f"“{address}” is no address of a proxy; write one such as 127.0.0.1, or a network such as 10.0.0.0/8."
        raise ProxyAddressError(told) from None


def register(app: Flask, proxies: Iterable[str]) -> None:
    """Take the client's address, the host and the scheme from the X-Forwarded-* headers of these proxies.

    Of several values in a header the last is taken, which is the one that the proxy itself has put there.
    """
    if trusted := checked_proxies(proxies):
        direct = app.wsgi_app
        forwarded = ProxyFix(direct, x_for=1, x_proto=1, x_host=1)

        def choose(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            is_trusted = _is_in(environ.get("REMOTE_ADDR", ""), trusted)
            return (forwarded if is_trusted else direct)(environ, start_response)

        app.wsgi_app = choose  # type: ignore[method-assign]


def peer_address(peer: str) -> Address | None:
    """Return the address of a peer, that of IPv4 also where a socket of both families writes it as one of IPv6; None
    for what is no address."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None) or address


def _is_in(peer: str, networks: Iterable[Network]) -> bool:
    address = peer_address(peer)
    return address is not None and any(address in network for network in networks)
