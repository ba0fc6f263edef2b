"""The measurements: what the main pages cost, how fast letters go, what a long PDF takes. Run by ``./portal bench``."""
