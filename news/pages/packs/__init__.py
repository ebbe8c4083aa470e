"""Make what a journalist takes along from a release: texts, the letterhead PDF, and the photos for the press.

Each is of the edition that is live, and of nothing else.
"""
