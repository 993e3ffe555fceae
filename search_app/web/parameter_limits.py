"""How much may one address ask for? Beyond these, an answer would serve nobody and cost much.

The page repeats every parameter in each of its links: a few hundred links of a few kilobytes.
"""

PAGE_MAX = 999_999_999
PAGE_SIZES = (10, 20, 50, 100)
FACET_VALUES_MAX = 50
FACET_VALUE_CHARACTERS_MAX = 200
