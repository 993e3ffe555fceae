"""Full-text search over French parliamentary questions and the press articles around them."""
