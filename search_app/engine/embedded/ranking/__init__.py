"""In which order do the best matches come, and which documents are alike?"""
