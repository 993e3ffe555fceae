"""The engine that ships with the program: a Whoosh index with facet columns beside it."""
