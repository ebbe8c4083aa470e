"""The admin site of Warta: Django's own, with a navigation grouped by what this role does."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """The desk."""
