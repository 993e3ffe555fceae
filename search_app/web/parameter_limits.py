"""How much may one address ask for? Beyond these, an answer would serve nobody and cost much.

The page repeats every parameter in each of its links: a few hundred links of a few kilobytes.
FACET_VALUES_MAX is how many values of one facet an address may name, and how many of them the
JSON of a search lists: all that are listed can be asked for together.
"""

PAGE_MAX = 999_999_999
PAGE_SIZES = (10, 20, 50, 100)
FACET_VALUES_MAX = 100
FACET_VALUE_CHARACTERS_MAX = 200
