"""Foreign keys and migrations obey the arrow, which the import linter cannot see in a string."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from news.articles.models import Edition

from .rooms import rank, rooms


def relations_against_the_arrow(all_models: Iterable[type[models.Model]]) -> Iterator[str]:
    """Yield each relation of a model to a model of a later room."""
    for model in all_models:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields):
            target = field.related_model
            if not target or {model._meta.app_label, target._meta.app_label} - set(rooms()):
                continue
            if rank(target._meta.app_label) > rank(model._meta.app_label):
                yield f"{model._meta.label}.{field.name} → {target._meta.label}"


def migrations_against_the_arrow(nodes: dict[tuple[str, str], Iterable[tuple[str, str]]]) -> Iterator[str]:
    """Yield each migration that needs one of a later room; ``nodes`` maps a migration to those it needs."""
    for (room, name), parents in nodes.items():
        for parent_room, parent_name in parents:
            if {room, parent_room} <= set(rooms()) and rank(parent_room) > rank(room):
                yield f"{room}.{name} → {parent_room}.{parent_name}"


def test_every_app_of_ours_is_a_room_and_the_other_way_round():
    assert {config.label for config in apps.get_app_configs() if config.name.startswith("news.")} == set(rooms())


def test_foreign_keys_obey_the_arrow():
    assert list(relations_against_the_arrow(apps.get_models(include_auto_created=True))) == []


@isolate_apps("news.photos")
def test_a_foreign_key_against_the_arrow_is_found():
    class Album(models.Model):  # noqa: DJ008  # it lives for a moment
        edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
        several = models.ManyToManyField("articles.Edition", related_name="+")

        class Meta:
            app_label = "photos"

    Album._meta.get_field("several").remote_field.model = Edition  # the isolated registry cannot look it up
    assert list(relations_against_the_arrow([Album])) == [
        "photos.Album.edition → articles.Edition",
        "photos.Album.several → articles.Edition",
    ]


def needs() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return every migration with those that it needs."""
    graph = MigrationLoader(None).graph
    return {key: [parent.key for parent in node.parents] for key, node in graph.node_map.items()}


def test_migrations_obey_the_arrow():
    assert list(migrations_against_the_arrow(needs())) == []


def test_a_migration_against_the_arrow_is_found():
    loader = MigrationLoader(None)
    first = migrations.Migration("0001_initial", "photos")
    loader.graph.add_node(("photos", "9999_album"), first)
    loader.graph.add_dependency(first, ("photos", "9999_album"), ("articles", "0001_initial"))
    nodes = {key: [parent.key for parent in node.parents] for key, node in loader.graph.node_map.items()}
    assert list(migrations_against_the_arrow(nodes)) == ["photos.9999_album → articles.0001_initial"]
