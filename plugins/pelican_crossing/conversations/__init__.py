"""Comments: exports are read, placed under their posts, kept as plain files and arranged into threads."""
