"""Every value of a page is found on the line that it stands on."""

import tomllib

import pytest

from instruments.plain_text import locate
from programmes.definition_files import FOLDER


class TestLocating:
    TEXT = '''# a comment with = and [brackets]
title = "x # not a comment"
long = """
[not a table]
key = "not a key"
"""
list = [
  "one",  # [1]
  { text = "two, with comma", basis = "b" },
  [1, 2],
]

[outer]
key.dotted = 1

[[row]]
a = 'literal \\\\'
  [[row.inner]]
  b = 2
[[row]]
a = { c = 3 }
  [[row.inner]]
  b = 4
'''

    def test_every_value_is_found_on_its_line(self):
        assert locate(self.TEXT) == {
            ("title",): 2,
            ("long",): 3,
            ("list",): 7,
            ("list", 0): 8,
            ("list", 1): 9,
            ("list", 2): 10,
            ("outer",): 13,
            ("outer", "key"): 14,
            ("outer", "key", "dotted"): 14,
            ("row",): 16,
            ("row", 0): 16,
            ("row", 0, "a"): 17,
            ("row", 0, "inner"): 18,
            ("row", 0, "inner", 0): 18,
            ("row", 0, "inner", 0, "b"): 19,
            ("row", 1): 20,
            ("row", 1, "a"): 21,
            ("row", 1, "inner"): 22,
            ("row", 1, "inner", 0): 22,
            ("row", 1, "inner", 0, "b"): 23,
        }

    @pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_what_is_found_is_what_is_there(self, path):
        text = path.read_text(encoding="utf-8")
        rows = text.split("\n")
        found = locate(text)

        def walk(value, place):
            if isinstance(value, dict) and (place in found or not place):
                for key, inner in value.items():
                    if (*place, key) in found:
                        assert key in rows[found[(*place, key)] - 1]
                        walk(inner, (*place, key))
            elif isinstance(value, list):
                for number, inner in enumerate(value):
                    assert (*place, number) in found
                    walk(inner, (*place, number))

        walk(tomllib.loads(text), ())
