"""Everything public as data: read-only, in JSON and CSV, described by OpenAPI 3.1 (ADR 17, docs/api.md)."""
