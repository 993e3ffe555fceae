"""Which engine runs? This is the only module that names one; all others know `engine.port`."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from search_app.engine.embedded.generations.folders import EmbeddedGenerations
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.port import Engine, Generations, IndexBuilder
from search_app.engine.rights import QuotingEngine
from search_app.engine_settings import EngineKind
from search_app.model.errors import EngineUnavailableError
from search_app.search import prepare
from search_app.settings import Settings

if TYPE_CHECKING:
    from search_app.engine.opensearch.cluster import Cluster

_OPENSEARCH_MISSING = (
    "it needs the extra `opensearch`: run `make opensearch`, or "
    "`python -m pip install 'search-app[opensearch]'`"
)


def open_engine(settings: Settings) -> Engine:
    """Return the engine that `settings.engine` chooses, where nothing need be published yet.

    It leaves out the texts that `settings.private_text` names.
    """
    whole = open_whole_engine(settings)
    return QuotingEngine(whole, settings.private_text) if settings.private_text else whole


def open_whole_engine(settings: Settings) -> Engine:
    """Return that engine with private texts, which are for the program and for no reader."""
    if settings.engine is EngineKind.EMBEDDED:
        return EmbeddedEngine(settings.index, prepare)
    cluster = _cluster(settings)
    from search_app.engine.opensearch.reader import OpenSearchEngine  # noqa: PLC0415 - an extra

    return OpenSearchEngine(cluster, settings.opensearch_name, prepare)


def open_builder(settings: Settings, *, full: bool, jobs: int) -> IndexBuilder:
    """Return a builder of the next generation.

    full: build from nothing, and not upon the current generation. jobs: the number of processes
    that invert documents; a cluster inverts them itself.
    """
    if settings.engine is EngineKind.EMBEDDED:
        # The site builds nothing, and what builds would take 1 MB of each of its processes.
        from search_app.engine.embedded.builder import EmbeddedBuilder  # noqa: PLC0415

        memory_mb = settings.writer_memory_mb
        return EmbeddedBuilder(settings.index, full=full, jobs=jobs, memory_mb=memory_mb)
    cluster = _cluster(settings)
    from search_app.engine.opensearch.builder import OpenSearchBuilder  # noqa: PLC0415 - an extra

    return OpenSearchBuilder(
        cluster,
        settings.opensearch_name,
        full=full,
        shards=settings.opensearch_shards,
        replicas=settings.opensearch_replicas,
    )


def open_generations(settings: Settings) -> Generations:
    """Return the published generations."""
    if settings.engine is EngineKind.EMBEDDED:
        return EmbeddedGenerations(settings.index)
    cluster = _cluster(settings)
    from search_app.engine.opensearch.generations import (  # noqa: PLC0415 - an extra
        OpenSearchGenerations,
    )

    return OpenSearchGenerations(cluster, settings.opensearch_name)


@contextmanager
def temporary_index(settings: Settings) -> Iterator[Settings]:
    """Lend the settings of an index of its own, which is removed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"{settings.opensearch_name}-{secrets.token_hex(4)}"
        try:
            yield settings.model_copy(update={"index": Path(folder), "opensearch_name": name})
        finally:
            if settings.engine is EngineKind.OPENSEARCH:
                from search_app.engine.opensearch.generations import (  # noqa: PLC0415 - an extra
                    remove_all,
                )

                remove_all(_cluster(settings), name)


def _cluster(settings: Settings) -> "Cluster":
    """Return the cluster of the settings. Raises EngineUnavailableError."""
    try:
        from search_app.engine.opensearch.cluster import (  # noqa: PLC0415 - an extra
            Access,
            Cluster,
        )
    except ModuleNotFoundError as error:
        shown = ", ".join(settings.opensearch_urls)
        raise EngineUnavailableError(path=shown, detail=_OPENSEARCH_MISSING) from error
    return Cluster(
        Access(
            urls=settings.opensearch_urls,
            ca_file=settings.opensearch_ca_file,
            user=settings.opensearch_user,
            password=settings.opensearch_password.get_secret_value(),
            token=settings.opensearch_token.get_secret_value(),
        )
    )
