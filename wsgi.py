"""What does a WSGI server serve? `application`; its folders default to those beside this file."""

from pathlib import Path

from search_app.settings import Settings, load
from search_app.web.app import create_app


def _settings() -> Settings:
    """Settings of the environment; default folders do not depend on where the server starts."""
    loaded = load()
    root = Path(__file__).resolve().parent
    folders = {
        name: root / getattr(loaded.settings, name)
        for name in ("corpus", "index")
        if loaded.origins[name] == "default"
    }
    return loaded.settings.model_copy(update=folders)


application = create_app(_settings())
