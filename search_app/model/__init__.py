"""Which values and errors do all rooms share?

They need nothing but the standard library, read and write nothing, and ask no clock.
"""
