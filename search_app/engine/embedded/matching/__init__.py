"""Which documents match a query tree, with which plain scores, facets and dates?"""
