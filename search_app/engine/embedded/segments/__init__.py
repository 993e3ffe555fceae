"""What lies in the file of a segment? Arrays on disk; this folder is the format."""
