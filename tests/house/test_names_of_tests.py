"""Two workers share the tests by name: what changes a name from one moment to the next, stops them all."""

import os
import subprocess
import sys


def test_every_test_has_the_same_name_when_it_is_looked_for_again(request):
    asked = request.config.option
    found = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-o", "addopts=", "--collect-only", "-q", "-p", "no:cacheprovider"),
            *("-p", "no:xdist", "-k", asked.keyword, "-m", asked.markexpr),
            *request.config.args,
        ],
        # Sets and dictionaries come in another order, and at least a second has passed.
        env=_of_no_worker() | {"PYTHONHASHSEED": "4711"},
        cwd=request.config.rootpath,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    names = [line for line in found.stdout.splitlines() if "::" in line]
    assert names, found.stdout[-2000:] + found.stderr[-2000:]
    assert names == [_name(item) for item in request.session.items]


def test_no_name_of_a_test_is_made_of_bytes(request):
    assert [item.nodeid for item in request.session.items if "[b'" in item.nodeid or "-b'" in item.nodeid] == []


def test_tests_of_one_group_keep_to_one_worker(request):
    """A test runner and a distributor that do not fit each other forget it without a word."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    groups = [(item.nodeid, item.get_closest_marker("xdist_group")) for item in request.session.items]
    assert [name for name, group in groups if group and not name.endswith(f"@{group.args[0]}")] == []


def _name(item) -> str:
    """Its name, without the group that keeps it on one worker: that is written behind it."""
    group = item.get_closest_marker("xdist_group")
    return item.nodeid.removesuffix(f"@{group.args[0]}") if group else item.nodeid


def _of_no_worker() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
