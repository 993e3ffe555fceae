"""How is the cluster asked? Each request within a time limit, again while there is time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError as UnreachableError,
)
from opensearchpy.exceptions import (
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    SerializationError,
    SSLError,
    TransportError,
)

from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.model.errors import EngineUnavailableError

# A node that is slower than this for one request is not waited for, and another one is asked.
TRY_S = 1.0
# Seconds for which nodes that refuse connections are asked again: one may be starting.
UNREACHABLE_S = 3.0
_PAUSE_S = 0.05
_BUSY = (429, 502, 503, 504)
_REFUSED = (401, 403)
# The most characters of what the cluster says that an error repeats.
_DETAIL_CHARACTERS = 300

Answer = dict[str, Any]
NO_PARAMETERS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the cluster is, and who asks.

    urls: of one node or more. ca_file: of the authority that signed the certificates of the nodes,
    None for those that the system trusts. user, password: none when empty. token: sent as a bearer
    token in their place.
    """

    urls: tuple[str, ...]
    ca_file: Path | None = None
    user: str = ""
    password: str = ""
    token: str = ""


class Cluster:
    """Sends requests to the nodes in turn. Several threads may use it at once.

    shown: the addresses of the nodes, for messages.
    """

    def __init__(self, access: Access) -> None:
        self.shown = ", ".join(access.urls)
        options: dict[str, Any] = {}
        if access.ca_file:
            options["ca_certs"] = str(access.ca_file)
        if access.user:
            options["http_auth"] = (access.user, access.password)
        if access.token:
            options["headers"] = {"Authorization": f"Bearer {access.token}"}
        with self._naming_failures():
            # Requests are repeated here, where the deadline is known.
            self._client = OpenSearch(
                list(access.urls), max_retries=0, retry_on_timeout=True, **options
            )

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        timeout_s: float,
        try_s: float = TRY_S,
        params: Mapping[str, object] = NO_PARAMETERS,
    ) -> Answer:
        """Return the answer to a request that may be repeated without harm.

        A node that is slow, busy or gone is replaced by the next one while there is time. try_s:
        for how long the first node is waited for, and the next ones twice as long each, for what
        is asked may take its time on any node. Raises OutOfTimeError when all the time is used,
        NotFoundError of the client for what is not there, and EngineUnavailableError when the
        cluster cannot be reached or refuses.
        """
        deadline = time.monotonic() + timeout_s
        unreachable_until = time.monotonic() + min(timeout_s, UNREACHABLE_S)
        while True:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise OutOfTimeError(f"{method} {path}")
            try:
                with self._naming_failures():
                    return self._perform(method, path, body, params, min(left_s, try_s))
            except ConnectionTimeout:
                try_s *= 2
            except _BusyError:
                time.sleep(_PAUSE_S)
            except EngineUnavailableError as error:
                is_silent = type(error.__cause__) is UnreachableError
                if not is_silent or time.monotonic() + _PAUSE_S > unreachable_until:
                    raise
                time.sleep(_PAUSE_S)

    def search(self, index: str, body: Mapping[str, Any], *, timeout_s: float) -> Answer:
        """Return the answer of all shards; other copies are asked when some are slow or fail.

        `is_whole` tells whether none is missing. Raises as `ask` does.
        """
        deadline = time.monotonic() + timeout_s
        # The same copies are asked for all that belongs together, so that scores are the same.
        params = {"search_type": "dfs_query_then_fetch", "preference": "search-app"}
        path, first_s = f"/{index}/_search", min(timeout_s, TRY_S)
        answer = None
        with suppress(OutOfTimeError):
            answer = self.ask("POST", path, body, timeout_s=first_s, params=params)
        left_s = deadline - time.monotonic()
        if answer and (is_whole(answer) or left_s <= 0):
            return answer
        params.pop("preference")
        return self.ask("POST", path, body, timeout_s=left_s, try_s=2 * TRY_S, params=params)

    def _perform(
        self, method: str, path: str, body: object, params: Mapping[str, object], try_s: float
    ) -> Answer:
        asked = {name: value for name, value in params.items() if value is not None}
        answer = self._client.transport.perform_request(
            method, path, params={"request_timeout": try_s, **asked}, body=body
        )
        return answer if isinstance(answer, dict) else {"text": answer}

    @contextmanager
    def _naming_failures(self) -> Iterator[None]:
        """Raise an EngineUnavailableError that says what is wrong, in place of the client's."""
        try:
            yield
        except (NotFoundError, ConnectionTimeout):
            raise
        except SSLError as error:
            raise self._unavailable(f"its certificate is not trusted: {error.error}") from error
        except UnreachableError as error:
            raise self._unavailable("no node can be reached") from error
        except TransportError as error:
            if error.status_code in _BUSY:
                raise _BusyError from error
            if error.status_code in _REFUSED and not _is_block(error):
                detail = "the user, password or token is not accepted"
                raise self._unavailable(detail) from error
            raise self._unavailable(f"{error.status_code}: {_reason(error)}") from error
        except (ImproperlyConfigured, SerializationError, OSError, ValueError) as error:
            raise self._unavailable(str(error)) from error

    def _unavailable(self, detail: str) -> EngineUnavailableError:
        return EngineUnavailableError(path=self.shown, detail=detail[:_DETAIL_CHARACTERS])


class _BusyError(Exception):
    """A node has too much to do."""


def is_whole(answer: Answer) -> bool:
    """Tell whether all shards answered a search."""
    shards = answer["_shards"]
    return shards["successful"] == shards["total"] and not answer.get("timed_out")


def hits_of(answer: Answer) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = answer["hits"]["hits"]
    return found


def total_of(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _is_block(error: TransportError) -> bool:
    """Tell whether an index refuses to be written, which is no question of rights."""
    return "cluster_block_exception" in str(error.error)


def _reason(error: TransportError) -> str:
    """Return what the cluster says is wrong, without what it was sent."""
    info = error.info if isinstance(error.info, dict) else {}
    reason = info.get("error", {})
    return str(reason.get("reason", error.error) if isinstance(reason, dict) else reason)
