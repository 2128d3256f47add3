"""Tells addresses of private networks from those of the internet."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from crawler.urls import host_of

PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
"""Endings of names that only private networks use (RFC 6761, 6762, 8375; ICANN for `internal`)."""
NOWHERE = IPv4Network("0.0.0.0/8")
CARRIERS = ((IPv6Network("64:ff9b::/96"), 0), (IPv6Network("2002::/16"), 80), (IPv6Network("::/96"), 0))
"""IPv6 networks whose addresses stand for an IPv4 address, and how many bits follow it (RFC 6052, 3056, 4291)."""


def is_private(url: str) -> bool:
    """Whether an address names a private network itself; what a host name leads to is seen when it is looked up."""
    host = _host(url)
    address = _ip(host)
    return host == "localhost" or host.endswith(PRIVATE_NAMES) if address is None else not _is_public(address)


def is_loopback(url: str) -> bool:
    """Whether an address names this computer."""
    host = _host(url)
    address = _ip(host)
    return host == "localhost" or host.endswith(".localhost") if address is None else address.is_loopback


def is_named(url: str) -> bool:
    """Whether an address has a host name that the name service of the internet was asked for."""
    return _ip(_host(url)) is None and not is_private(url)


def is_nowhere(url: str) -> bool:
    """Whether an address names a computer that cannot be: `http://2015/` means 0.0.7.223 to a browser."""
    address = _ip(_host(url))
    return address is not None and (address.is_multicast or address in NOWHERE)


def is_public(address: str) -> bool:
    """Whether an IP address can be reached from everywhere."""
    return _is_public(ip_address(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        carried = next(
            (IPv4Address(int(address) >> bits & 0xFFFFFFFF) for net, bits in CARRIERS if address in net), None
        )
        if carried is not None:
            return carried.is_global
    return address.is_global


def _host(url: str) -> str:
    host = host_of(url)
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].rstrip(".")


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
