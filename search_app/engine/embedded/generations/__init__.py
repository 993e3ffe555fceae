"""Where does each published generation lie, is it whole, and who may change it?"""
