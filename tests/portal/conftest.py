"""./portal is one file without an ending, so that it can be typed; here it is read as a module."""

import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def portal():
    loader = importlib.machinery.SourceFileLoader("portal_script", str(TOP / "portal"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    # Tests of the script leave no compiled copy of it beside it.
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


@pytest.fixture
def bare(monkeypatch):
    """An environment that says nothing about the portal."""
    for name in list(os.environ):
        if name.startswith(("PORTAL_", "DATABASE_", "REDIS_", "EMAIL_", "SENTRY_", "CLAMD_")):
            monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture
def place(portal, bare, tmp_path):
    bare.setenv("PORTAL_VAR", str(tmp_path / "var"))
    here = portal.Place.of_the_portal()
    here.make()
    return here
