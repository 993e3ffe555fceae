"""How fast is the program, and how fast are others on the same documents and queries?"""
