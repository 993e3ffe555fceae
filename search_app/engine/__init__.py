"""Documents -> index -> Results. The port says what an engine does; adapters do it."""
