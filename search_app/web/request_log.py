"""What is kept of a request? One line of JSON and its share of the metrics, and nothing personal.

A line names the route and not the address, because an address holds what somebody searched; of the
client it has the network. `request_id` also stands in the answer, as `X-Request-ID`, and in every
other line that is logged while the request runs.
"""

import logging
import re
import sys
import time
import uuid
from ipaddress import ip_network
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from search_app.settings import Settings
from search_app.web.client_limits import client
from search_app.web.metrics import INCOMPLETE, LATENCY, LIMITS_MET, REQUESTS, count_cache_uses

_REQUEST_ID = "X-Request-ID"
_ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# How much of an address is logged: /24 of IPv4, /48 of IPv6.
_NETWORK_BITS = {4: 24, 6: 48}
_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}

_NAMES = {"levelname": "level", "message": "event", "exc_info": "exception"}
_log = logging.getLogger("search_app.requests")


class _Lines(JsonFormatter):
    def __init__(self) -> None:
        super().__init__(
            ["levelname", "message"], rename_fields=_NAMES, timestamp=True, json_ensure_ascii=False
        )

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        super().add_fields(log_data, record, message_dict)
        log_data["level"] = record.levelname.lower()
        if has_request_context() and "request_id" in g:
            log_data["request_id"] = g.request_id


def write_logs(level: int = logging.INFO) -> None:
    """Write what the program logs to the standard error of this process, a line of JSON each."""
    writer = logging.StreamHandler(sys.stderr)
    writer.setFormatter(_Lines())
    logger = logging.getLogger("search_app")
    logger.handlers = [writer]
    logger.setLevel(level)
    logger.propagate = False


def log_requests(app: Flask, settings: Settings) -> None:
    """Log and count every request of `app`. Must be the first that sees a request."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()
        g.request_id = _request_id(settings)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[_REQUEST_ID] = g.request_id
        seconds = time.perf_counter() - g.begun
        route = request.url_rule.rule if request.url_rule else ""
        kind = "dear" if "slot" in g else "cheap"
        limit, incomplete = g.get("limit_met"), g.get("is_incomplete", False)
        REQUESTS.labels(route, response.status_code).inc()
        LATENCY.labels(route, kind).observe(seconds)
        if limit:
            LIMITS_MET.labels(limit).inc()
        if incomplete:
            INCOMPLETE.inc()
        count_cache_uses()
        told = {
            "method": request.method if request.method in _METHODS else "other",
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "bytes": response.content_length,
            "kind": kind,
            "limit": limit,
            "incomplete": incomplete,
            "network": _network(),
        }
        _log.info("request", extra=told)
        return response


def _request_id(settings: Settings) -> str:
    """Return the id that a proxy gave the request, or a new one."""
    given = request.headers.get(_REQUEST_ID, "") if settings.trusted_proxies else ""
    return given if _ACCEPTED_ID.fullmatch(given) else uuid.uuid4().hex


def _network() -> str:
    seen = client()
    if not seen:
        return ""
    known = ip_network(seen)
    return str(known.supernet(new_prefix=_NETWORK_BITS[known.version]))
