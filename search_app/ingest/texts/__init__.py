"""How does a text become a document: a question as text, or an article in one of three formats?"""
