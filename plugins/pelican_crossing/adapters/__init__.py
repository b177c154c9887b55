"""The only package that imports Pelican.

Pelican's content becomes our model; our results become attributes, pages and feeds.
"""
