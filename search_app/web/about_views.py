"""Which addresses tell what the site is, and whose?"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from search_app.model.query import Query
from search_app.web.about_page import about_page
from search_app.web.asking import answer, settings

about = Blueprint("about", __name__)


@about.get("/about")
def html() -> ResponseReturnValue:
    everything = answer(Query(page_size=1))
    return render_template("about.html", page=about_page(everything, settings()))
