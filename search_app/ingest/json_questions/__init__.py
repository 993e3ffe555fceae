"""How does a question in the JSON of the Assemblée become a document?"""
