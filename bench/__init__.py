"""What `make bench` measures, and what it measures with."""
