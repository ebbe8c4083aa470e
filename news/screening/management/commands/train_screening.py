"""Learn from what moderators decided."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.screening import bayes, editing, samples


class Command(BaseCommand):
    """Learn from decisions which words spam uses; say how well it does on decisions that it did not learn from."""

    help = "Learn from moderators' decisions; asked from now on, once there are 200 decisions of each kind."

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and keep a model, or say why not."""
        model = bayes.train(samples.decided())
        counts = f"{model.spam_count} spam, {model.innocent_count} innocent"
        if not model.is_ready:
            raise CommandError(f"Not enough to learn from: {counts}; {bayes.LEAST} of each are needed.")
        editing.keep(model)
        tried, right = model.holdout["tried"], model.holdout["right"]
        self.stdout.write(
            f"Learnt from {counts}: {len(model.words)} words. Of {tried} others {right} were weighed rightly,"
            f" {model.holdout['innocent_taken_for_spam']} innocent ones were taken for spam."
        )
