"""How much may one address ask for? Beyond these limits an answer would cost much and serve nobody.

The values of facets are limited because a page repeats them in each of its few hundred links.
"""

# The highest number of a result page.
PAGE_MAX = 999_999_999
# How many hits a page may have; the first is the smallest.
PAGE_SIZES = (10, 20, 50, 100)
# How many values of one facet an address may name. The JSON of a search lists as many, so that all
# that are listed can be asked for together.
FACET_VALUES_MAX = 100
FACET_VALUE_CHARACTERS_MAX = 200
