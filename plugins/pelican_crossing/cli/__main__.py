"""`python -m pelican_crossing.cli` is the command `crossing`."""

import sys

from pelican_crossing.cli import main

if __name__ == "__main__":
    sys.exit(main())
