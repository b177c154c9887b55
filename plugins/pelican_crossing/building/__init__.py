"""Building the site: staging it, and the index that the other commands read."""
