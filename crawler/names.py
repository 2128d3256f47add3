"""Looks host names up, for both kinds of addresses of the internet, and denies those of private networks."""

import socket
from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

from scrapy.crawler import Crawler
from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred, succeed
from twisted.internet.threads import deferToThread

from crawler.errand import Trouble
from crawler.private import is_public

SECONDS = 5
"""How long a name service may take."""
LOOKUPS = 50
"""Host names that are looked up at the same time; a dead name service keeps each waiting for seconds."""
NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
"""What a name service says of a name that does not exist; all else it says is its own trouble."""
THIS_COMPUTER = ("127.0.0.1", "::1")


class Resolver:
    """Looks each name up once, for Twisted (IHostnameResolver).

    `localhost` and all that ends so is this computer (RFC 6761, 6.3).
    """

    troubles: ClassVar[dict[str, Trouble]] = {}
    """Why a name led nowhere, by host; Twisted says no more than that it did."""

    def __init__(self, reactor: Any) -> None:  # noqa: ANN401 — Twisted's reactors have no common type
        self._reactor = reactor
        self._known: dict[str, list[str]] = {}

    @classmethod
    def from_crawler(cls, _crawler: Crawler, reactor: Any) -> Self:  # noqa: ANN401 — Scrapy's signature
        """Make a resolver for a reactor."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Let every connection ask here."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 — Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: ANN401, N803 — Twisted's signature
        hostName: str,  # noqa: N803 — the same
        portNumber: int = 0,  # noqa: N803 — the same
        addressTypes: Sequence[type] | None = None,  # noqa: ARG002, N803 — the same
        transportSemantics: Literal["TCP", "UDP"] = "TCP",  # noqa: N803 — the same
    ) -> HostResolution:
        """Tell the receiver every address that may be connected to; it tries them one after the other.

        What may not is judged in the very answer that is connected to, so a second look-up cannot cheat.
        """
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def tell(addresses: list[str]) -> None:
            for address in self.allowed(hostName, addresses):
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind(transportSemantics, address, portNumber))
            resolutionReceiver.resolutionComplete()

        self._addresses(hostName).addCallback(tell)
        return resolution

    def allowed(self, _name: str, addresses: list[str]) -> list[str]:
        """Those of the addresses of a name that may be connected to."""
        return addresses

    def _addresses(self, name: str) -> "Deferred[list[str]]":
        if name.endswith(".localhost"):
            return succeed([*THIS_COMPUTER])
        if name in self._known:
            return succeed(self._known[name])
        looked_up: Deferred[Any] = deferToThread(socket.getaddrinfo, name, 0, type=socket.SOCK_STREAM)
        looked_up.addTimeout(SECONDS, self._reactor)
        return looked_up.addCallbacks(self._found, self._not_found, callbackArgs=(name,), errbackArgs=(name,))

    def _found(self, answer: list[Any], name: str) -> list[str]:
        self._known[name] = list(dict.fromkeys(address[0] for *_, address in answer))
        return self._known[name]

    def _not_found(self, failure: Any, name: str) -> list[str]:  # noqa: ANN401 — Twisted's Failure
        denied = getattr(failure.value, "errno", None) in NO_SUCH_NAME
        self.troubles[name] = Trouble.NO_HOST if denied else Trouble.NO_NAMES
        return []


class PublicResolver(Resolver):
    """Looks host names up, and denies answers that lead into a private network."""

    def allowed(self, name: str, addresses: list[str]) -> list[str]:
        """Those that can be reached from everywhere."""
        public = [address for address in addresses if is_public(address)]
        if addresses and not public:
            self.troubles[name] = Trouble.PRIVATE
        return public
