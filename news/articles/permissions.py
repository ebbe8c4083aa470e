"""Who may do what with a release: Django permissions for roles, and here the rules of the row.

Each function answers for one user and one edition; ``workflow`` asks them, after it has checked the state.
"""

from django.db.models import Exists, OuterRef, Q

from news.accounts.models import User
from news.directory.models import Agency, AgencyQuerySet
from news.directory.permissions import agencies_of
from news.newsroom.models import Newsroom

from .models import Edition, EditionAgency, EditionQuerySet, PlannedEvent, PlannedEventQuerySet


def may_write(user: User, edition: Edition) -> bool:
    """Writers write for their own agencies and those below; a draft without a lead agency is its creator's."""
    if user.has_perm("articles.write_any_edition"):
        return True
    if not user.has_perm("articles.write_edition"):
        return False
    lead = edition.agency_rows.filter(is_lead=True).values_list("agency_id", flat=True).first()
    if lead is None:
        return edition.created_by_id == user.pk
    return agencies_of(user).filter(pk=lead).exists()


def may_review(user: User, edition: Edition) -> bool:
    """Editors and publishers return and approve; never who changed this edition's content."""
    return user.has_perm("articles.review_edition") and not edition.changed_by.filter(pk=user.pk).exists()


def may_release(user: User, edition: Edition) -> bool:
    """Publishers release, schedule and unschedule; editors too if the newsroom says so."""
    if user.has_perm("articles.release_edition"):
        return True
    return user.has_perm("articles.review_edition") and Newsroom.current().editors_may_release


def may_fast_release(user: User, edition: Edition) -> bool:
    """Publishers release without a second pair of eyes, with a reason; somebody else confirms later."""
    return user.has_perm("articles.release_edition")


def may_release_minor(user: User, edition: Edition) -> bool:
    """Editors and publishers release a minor correction at once; somebody else confirms later."""
    return (
        edition.sequence > 1
        and edition.change_kind == Edition.Change.MINOR
        and user.has_perm("articles.review_edition")
    )


def may_confirm(user: User, edition: Edition) -> bool:
    """Whoever may review confirms afterwards what was released unseen; never who changed or released it."""
    return may_review(user, edition) and edition.released_by_id != user.pk


def may_withdraw(user: User, edition: Edition) -> bool:
    """Publishers withdraw."""
    return user.has_perm("articles.release_edition")


def may_redact(user: User) -> bool:
    """Publishers take out personal data, whatever the state."""
    return user.has_perm("articles.release_edition")


def may_change_settings(user: User) -> bool:
    """Editors and publishers say how readers may answer, and which release leads the front page."""
    return user.has_perm("articles.write_any_edition")


def visible_to(user: User) -> EditionQuerySet:
    """Return the editions that ``user`` sees at the desk: all, or those that their agencies lead and their own."""
    editions = Edition.objects.all()
    if user.has_perm("articles.write_any_edition"):
        return editions
    led = EditionAgency.objects.filter(edition=OuterRef("pk"), is_lead=True)
    own = led.filter(agency__in=list(agencies_of(user).values_list("pk", flat=True)))
    return editions.filter(Exists(own) | Q(created_by=user))


def agencies_to_write_for(user: User) -> AgencyQuerySet:
    """Return the agencies whose releases and events ``user`` may write: all, or those of a writer."""
    if user.has_perm("articles.write_any_edition"):
        return Agency.objects.all()
    return agencies_of(user) if user.has_perm("articles.write_edition") else Agency.objects.none()


def may_plan(user: User, event: PlannedEvent) -> bool:
    """Whoever writes releases for an agency plans its events."""
    return agencies_to_write_for(user).filter(pk=event.agency_id).exists()


def events_visible_to(user: User) -> PlannedEventQuerySet:
    """Return the planned events that ``user`` sees: as with releases all, or those of a writer's agencies."""
    if user.has_perm("articles.write_any_edition"):
        return PlannedEvent.objects.all()
    return PlannedEvent.objects.filter(agency__in=list(agencies_to_write_for(user).values_list("pk", flat=True)))
