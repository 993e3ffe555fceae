"""Which engine runs? This is the only module that names one; all others know `engine.port`."""

from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations.folders import EmbeddedGenerations
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.port import Engine, Generations, IndexBuilder
from search_app.engine.rights import QuotingEngine
from search_app.search import prepare
from search_app.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """Return the engine that answers from `settings.index`, where nothing need be published yet.

    It leaves out the texts that `settings.private_text` names.
    """
    whole = open_whole_engine(settings)
    return QuotingEngine(whole, settings.private_text) if settings.private_text else whole


def open_whole_engine(settings: Settings) -> Engine:
    """Return that engine with private texts, which are for the program and for no reader."""
    return EmbeddedEngine(settings.index, prepare)


def open_builder(settings: Settings, *, full: bool, jobs: int) -> IndexBuilder:
    """Return a builder of the next generation in `settings.index`.

    full: build from nothing, and not upon the current generation. jobs: the number of processes.
    """
    memory_mb = settings.writer_memory_mb
    return EmbeddedBuilder(settings.index, full=full, jobs=jobs, memory_mb=memory_mb)


def open_generations(settings: Settings) -> Generations:
    """Return the published generations of `settings.index`."""
    return EmbeddedGenerations(settings.index)
