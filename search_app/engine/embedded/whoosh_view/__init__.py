"""How do Whoosh's own classes, its stock `Searcher` first, read our segments?"""
