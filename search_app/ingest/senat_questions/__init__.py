"""How does a row of the published tables of the Sénat become a question?"""
