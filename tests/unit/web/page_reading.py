"""A page as a test reads it."""

import html
import re

from flask.testing import FlaskClient

HREF = re.compile(r'href="([^"]+)"')


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


def links(text: str) -> list[str]:
    return [html.unescape(href) for href in HREF.findall(text)]
