"""One's own application through the link in our letters, a module for each thing one does there.

A GET shows; only a POST changes anything.
"""
