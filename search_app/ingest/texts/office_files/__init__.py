"""What does a PDF or a Word document say? Read with libraries that need not be installed."""
