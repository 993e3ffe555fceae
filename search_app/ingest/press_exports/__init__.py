"""How does an export of a press database, Europresse or Factiva, become articles?"""
