"""How does a row of a CSV, with the mapping beside it, become a question?"""
