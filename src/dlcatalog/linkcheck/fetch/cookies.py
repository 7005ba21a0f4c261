"""Cookies that live for one address: enough for sites which answer only those who carry what they just handed out."""

from dlcatalog.linkcheck.address import Address, registrable_domain

_MAX_COOKIES = 50
_MAX_BYTES = 4096


class Cookies:
    """The cookies of one check; nothing of them outlives it, and none travels to another site."""

    def __init__(self) -> None:
        self._jar: dict[tuple[str, str], tuple[str, bool]] = {}

    def store(self, address: Address, lines: tuple[str, ...]) -> None:
        """Keep what an answer from `address` sets."""
        for line in lines:
            pair, *attributes = line.split(";")
            name, mark, value = pair.strip().partition("=")
            if not mark or not name or len(pair) > _MAX_BYTES or len(self._jar) >= _MAX_COOKIES:
                continue
            options = {
                key.strip().lower(): text.strip() for key, _, text in (item.partition("=") for item in attributes)
            }
            domain = options.get("domain", "").lstrip(".").lower()
            self._keep(
                address,
                (domain, name, value),
                secure="secure" in options,
                expired=options.get("max-age", "").strip() in {"0", "-1"},
            )

    def _keep(self, address: Address, cookie: tuple[str, str, str], *, secure: bool, expired: bool) -> None:
        domain, name, value = cookie
        shared = (
            bool(domain)
            and (address.host == domain or address.host.endswith("." + domain))
            and registrable_domain(domain) == registrable_domain(address.host)
        )
        key = ("." + domain if shared else address.host, name)
        if expired:
            self._jar.pop(key, None)
        elif value.isprintable() and name.isprintable():
            self._jar[key] = (value, secure)

    def header_for(self, address: Address) -> tuple[str, ...]:
        """The `Cookie` header line for a request to `address`, or nothing."""
        fitting = [
            f"{name}={value}"
            for (domain, name), (value, secure) in self._jar.items()
            if (address.scheme == "https" or not secure)
            and (domain == address.host or (domain[0] == "." and f".{address.host}".endswith(domain)))
        ]
        return (f"Cookie: {'; '.join(fitting)}",) if fitting else ()
