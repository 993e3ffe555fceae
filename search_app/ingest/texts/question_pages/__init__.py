"""How does the web page of a question, saved from the site of the Assemblée, become a question?"""
