"""At which address is a static file served? It changes with the file.

So browsers may keep what they got for a year, and ask again as soon as the file is another.
"""

import hashlib
from pathlib import Path

from flask import Flask

from search_app.web.places import url_for

BROWSER_CACHE_S = 365 * 24 * 3600


def serve_assets(app: Flask) -> None:
    """Let browsers keep the files of `static` for a year.

    Templates get `asset(name)`, which returns the address of a file with a digest of its bytes.
    """
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = BROWSER_CACHE_S
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in Path(str(app.static_folder)).iterdir()
    }

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    app.jinja_env.globals["asset"] = asset
