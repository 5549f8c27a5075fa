"""The account of a program's application: what is there, what should be, and what is between (reference 6).

`ivrc app` compares a compiled program with the account over the Application API v2 and the Numbers API.
"""
