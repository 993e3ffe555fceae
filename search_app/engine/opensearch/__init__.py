"""The adapter of an OpenSearch cluster: it finds candidates, and our own ranking orders them."""
