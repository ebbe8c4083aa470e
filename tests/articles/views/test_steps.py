"""The page of a step says what taking it does."""

from news.articles import workflow
from news.articles.views import steps


def test_every_step_has_an_explanation(draft):
    for name in workflow.STEPS:
        assert steps.explanation(name, draft)
