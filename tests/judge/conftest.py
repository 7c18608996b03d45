"""Fixtures of the judge."""

import pytest

from judge import Aqua, build_folder


@pytest.fixture(scope="session", name="aqua")
def aqua_fixture():
    return Aqua(build_folder())
