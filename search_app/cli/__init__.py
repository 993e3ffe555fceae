"""The door for a terminal: `search-app`."""
