"""How does a question in the XML of the Assemblée become the object that its JSON is?"""
