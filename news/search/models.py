"""Which editions are in the index, and which words the public has read.

The index itself, ``search_index``, is a table that each engine makes in its own way: see ``engines``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.articles.models import Edition


class Document(models.Model):
    """An edition that is in the index.

    ``id`` orders by first publication: its seconds, then the edition's number within them. It is the index's row id,
    since that is the one order in which both engines find the newest without sorting all they have.
    """

    id = models.BigIntegerField(primary_key=True)
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="document", verbose_name=_("release"))
    is_learnt = models.BooleanField(_("its words are known"), default=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        default_permissions = ()
        indexes = [models.Index("id", name="document_unlearnt", condition=models.Q(is_learnt=False))]

    def __str__(self) -> str:
        return str(self.edition_id)


class Word(models.Model):
    """A word, folded, and in how many releases it was read by the public: for suggestions and slips of the keyboard.

    Only what is or was live is counted, so that no word tells of what is to come.
    """

    text = models.CharField(_("word"), max_length=40, primary_key=True)
    releases = models.PositiveIntegerField(_("releases"), default=0)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        default_permissions = ()
        indexes = [models.Index(models.F("releases").desc(), "text", name="word_common")]

    def __str__(self) -> str:
        return self.text
