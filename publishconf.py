"""What `make publish` adds to pelicanconf.py: the public address and where the site goes."""

from pelicanconf import *

SITEURL = "https://example.org"

# A folder of this machine, or user@host:/folder for rsync over ssh. `make publish TO=...` overrides it.
# The web server's root is the folder's `current`, a link that is switched at once.
CROSSING_DEPLOY = ""
