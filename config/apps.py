"""Name the admin site that every room registers on."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Make the desk's AdminSite the one behind ``django.contrib.admin.site``."""

    default_site = "news.desk.site.DeskSite"
