"""What lies in the files of a segment, and how is it written and read?

This folder is the format: the digest of an index covers all that its modules do.
"""
