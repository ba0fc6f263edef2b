"""What pages are built of. Every room may take from here, and nothing here knows a room: docs/interface.md."""
