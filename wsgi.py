"""What does a WSGI server serve? `application`, over the folders beside this file by default."""

from pathlib import Path

from search_app.settings import Settings, load
from search_app.web.app import create_app, warm_up
from search_app.web.request_log import write_logs


def _settings() -> Settings:
    """Return the settings of the environment.

    A folder that is not set is beside this file, wherever the server was started.
    """
    loaded = load()
    root = Path(__file__).resolve().parent
    folders = {
        name: root / getattr(loaded.settings, name)
        for name in ("corpus", "index")
        if loaded.origins[name] == "default"
    }
    return loaded.settings.model_copy(update=folders)


write_logs()
application = create_app(_settings())
warm_up(application)
