"""``python -m instruments.xlsform``: the cells of the workbook that stands on standard input, as JSON.

Whatever hostile bytes do to a parser, they do it here, as in ``files.structure``: to a process with little memory, little
time, and nothing to steal.
"""

import json
import sys

from files.structure.__main__ import limit_this_process


def main() -> None:
    limit_this_process()
    from instruments.xlsform import sheets

    try:
        found = {"sheets": sheets.content_of(sys.stdin.buffer.read())}
    except sheets.TooLarge:
        found = {"refused": "too large"}
    except sheets.NotRead:
        found = {"refused": "not read"}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
