"""Which addresses outside may be called: an installation on the net calls nobody inside its own networks."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from shared.errors import Refused

Network = IPv4Network | IPv6Network

LOOPBACK = ("127.0.0.1", "::1", "localhost")
NAT64 = IPv6Network("64:ff9b::/96")
SITE_LOCAL = IPv6Network("fec0::/10")


class AddressNotAllowed(Refused):
    """The address cannot be called from here."""

    next_step = "Write the address as the other system gives it, beginning with https://."


@dataclass(frozen=True)
class Reach:
    """How far calls may go: `at_home` while the house itself runs at http, on one machine, for development.

    `networks` are private ones that may be called all the same, because an administrator of the machine said so.
    """

    at_home: bool = False
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, public_url: str, networks: str = "") -> "Reach":
        """Return the reach of a house at `public_url`; `networks` are CIDR blocks separated by commas."""
        blocks = tuple(ip_network(one.strip()) for one in networks.split(",") if one.strip())
        return cls(at_home=urlsplit(public_url).scheme == "http", networks=blocks)

    def must_allow(self, address: str) -> None:
        """Refuse an address that is not whole, is not https, or carries a name and password."""
        try:
            parts = urlsplit(address)
            whole = bool(parts.hostname) and parts.port != 0
        except ValueError:
            whole = False
        if not whole or not address.isascii() or any(ord(sign) <= 32 or sign in "\\#" for sign in address):
            raise AddressNotAllowed("This is not a whole address.", field="address")
        if "@" in parts.netloc:
            raise AddressNotAllowed("An address with a user name or a password is not called.", field="address")
        plain = parts.scheme == "http" and self.at_home and parts.hostname in LOOPBACK
        if parts.scheme != "https" and not plain:
            raise AddressNotAllowed("Only addresses that begin with https:// are called.", field="address")

    def may_connect(self, ip: str) -> bool:
        """Tell whether this machine may be called."""
        found = _inner(ip_address(ip.partition("%")[0]))
        if self.at_home or any(found in network for network in self.networks):
            return True
        return found.is_global and not found.is_multicast and found not in SITE_LOCAL


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, where it stands for one."""
    if isinstance(ip, IPv4Address):
        return ip
    translated = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or translated or ip
