"""The values and errors that every room speaks: standard library only, no I/O, no clock."""
