"""Where does a text answer a query, and which passages of it are shown?"""
