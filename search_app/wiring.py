"""Which engine runs? The one place that names an adapter."""

from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations.folders import EmbeddedGenerations
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.port import Engine, Generations, IndexBuilder
from search_app.search import prepare
from search_app.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """Return the engine over `settings.index`; it need not be published yet."""
    return EmbeddedEngine(settings.index, prepare)


def open_builder(settings: Settings, *, full: bool, jobs: int) -> IndexBuilder:
    """Return a builder for `settings.index`. full: start from nothing. jobs: processes."""
    memory_mb = settings.writer_memory_mb
    return EmbeddedBuilder(settings.index, full=full, jobs=jobs, memory_mb=memory_mb)


def open_generations(settings: Settings) -> Generations:
    """Return the published generations of `settings.index`."""
    return EmbeddedGenerations(settings.index)
