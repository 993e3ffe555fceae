"""How does a text become a document? The page of a question, or an article in three formats."""
