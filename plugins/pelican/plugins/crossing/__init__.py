"""Where Pelican looks for the plugin; the plugin itself is `pelican_crossing`."""

from pelican_crossing import register as register
