"""How are the deputies and groups that the Assemblée publishes read?"""
