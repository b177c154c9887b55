"""Publishing a finished site: what readers see is the old release or the new one, never a part of either."""
