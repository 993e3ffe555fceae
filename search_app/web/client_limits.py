"""How many requests may one client send? So many a minute, counted in each process.

A client is an address of IPv4, or a network of IPv6 as one household has it. Requests of this
machine are not counted: with a proxy on it that `trusted_proxies` does not name, all readers would
be one client.
"""

import time
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Lock

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from search_app.model.errors import TooManyRequestsError
from search_app.settings import Settings

_HOUSEHOLD_BITS = 64


def limit_clients(app: Flask, settings: Settings) -> None:
    """Answer a client that sends more than the settings allow with 429."""
    limit = RateLimitItemPerMinute(settings.client_requests_per_minute)
    counter = SlidingWindowCounterRateLimiter(MemoryStorage())
    counting = Lock()

    @app.before_request
    def count_request() -> None:
        if _is_exempt():
            return
        with counting:  # two threads that count at once would start one timer of the storage twice
            if counter.hit(limit, client()):
                return
            reset_at = counter.get_window_stats(limit, client()).reset_time
        raise TooManyRequestsError(
            limit=settings.client_requests_per_minute,
            retry_after_s=max(1, round(reset_at - time.time())),
        )


def client() -> str:
    """Return the address of the client of this request, or its network; "" when it is unknown."""
    address = _address()
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOUSEHOLD_BITS), strict=False))
    return str(address or "")


def _address() -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address


def _is_exempt() -> bool:
    address = _address()
    return request.endpoint == "static" or address is None or address.is_loopback
