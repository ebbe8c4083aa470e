"""Tags for the comments of a thread: they format, and ask the database nothing."""

from django import template
from django.utils.safestring import SafeString

from news.comments import markup
from news.comments.models import Comment
from news.comments.threads import Root, Thread

register = template.Library()


@register.simple_tag
def root_comment(root: Root, thread: Thread) -> SafeString:
    """Write a comment on the release, or where it stood."""
    if root.is_removed:
        return markup.removed(root.comment)
    return markup.shown(root.comment, thread.links, answered_by=root.answered_by)


@register.simple_tag
def reply_comment(reply: Comment, thread: Thread) -> SafeString:
    """Write a reply to a comment."""
    return markup.shown(reply, thread.links)
