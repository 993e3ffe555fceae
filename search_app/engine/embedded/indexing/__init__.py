"""How do documents become the files of a segment?"""
