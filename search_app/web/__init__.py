"""The browser's door: addresses -> Query, Results -> pages and JSON. The only room with Flask."""
