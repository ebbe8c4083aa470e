"""The built-in rules, compiled once."""

import pytest

from news.screening.rules import Rules, built_in

BUILT_IN = Rules(rules=tuple(built_in().values())).compile()


@pytest.fixture
def rules() -> Rules:
    """The rules as they come with Warta: no row, no policy of a newsroom."""
    return BUILT_IN
