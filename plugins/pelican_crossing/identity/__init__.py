"""The author's bridges: one `identity.toml` becomes cards, contact files, QR codes and metadata.

load       identity.toml -> Identity; schema, rules, check, relations and locate find every mistake in it
cards      Identity -> Card, EventPage: all that a page shows
vcard      Card -> a contact file; photo prepares its portrait
qr         an address -> a QR code; qr_reading reads one back
metadata   Card, EventPage -> JSON-LD and OpenGraph
mailto     a letter to be written -> its address
"""

from pelican_crossing.identity.load import load
from pelican_crossing.identity.model import Identity

__all__ = ["Identity", "load"]
