"""How is the search served to browsers and programs? Address -> Query, Results -> page or JSON.

This is the only room that imports Flask. The view functions (`views`, `document_views`,
`browse_views`) answer addresses; the `…_page` modules say what their pages show, as view models
that the templates print.
"""
