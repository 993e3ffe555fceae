"""How do Whoosh's own classes, above all its `Searcher`, read the segments of this program?"""
