"""Engines to compare: one module each, run in a process of its own by `worker`."""
