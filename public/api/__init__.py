"""Everything public as data: read-only, in JSON and CSV, described by OpenAPI 3.1 (ADR 19, docs/api.md)."""
