"""Write moments in templates as everywhere else."""

from django import template

from news.newsroom.moments import written, zone_label

register = template.Library()
register.filter("written", written)
register.simple_tag(zone_label, name="zone_label")
