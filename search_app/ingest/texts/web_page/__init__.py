"""What does a saved web page of the press say, and which of it is its article?"""
