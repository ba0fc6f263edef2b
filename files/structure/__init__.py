"""What a file is made of, read part by part by rooms that know one family of kinds each.

It runs in a process of its own (``python -m files.structure``) with little memory and little time, and without Django:
no settings, no database, no secrets. What it finds comes back as JSON.
"""
