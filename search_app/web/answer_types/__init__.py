"""Which keys has each JSON answer, and what do they mean?

mypy holds the functions that make answers to these types, the tests hold the answers to them, and
`/openapi.json` is made from them. The descriptions are in French, for those who read that document
or the page `/api`. (`TypedDict` is that of typing_extensions: pydantic takes no other before
Python 3.12.) Keys are a contract: they are never renamed or taken away.
"""
