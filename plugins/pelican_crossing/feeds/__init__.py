"""Feeds and the sitemap: what a site tells to machines that come back to read it."""
