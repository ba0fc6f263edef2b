"""From each page of a definition to its value, in the order in which docs/programme-definitions.md tells of them."""
