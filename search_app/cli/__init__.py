"""What can be done from a terminal? The command `search-app`, with a module for each part of it."""
