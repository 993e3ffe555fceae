"""How is the whole result of a search taken away, in a file?

`formats` lists the kinds of files. Each is written piece by piece while it is sent.
"""
