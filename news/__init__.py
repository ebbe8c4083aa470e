"""Warta: the press office of a local government. docs/architecture.md shows the rooms and the arrow between them."""
