"""Who speaks: agencies in their tree, officials, the offices of an agency and who held them when."""

from .addresses import free_slug
from .agencies import Agency, AgencyName, AgencyQuerySet, Membership
from .changes import Change, PendingImport
from .offices import Appointment, AppointmentQuerySet, Position, offices_on
from .officials import Depiction, Official, OfficialQuerySet

__all__ = [
    "Agency",
    "AgencyName",
    "AgencyQuerySet",
    "Appointment",
    "AppointmentQuerySet",
    "Change",
    "Depiction",
    "Membership",
    "Official",
    "OfficialQuerySet",
    "PendingImport",
    "Position",
    "free_slug",
    "offices_on",
]
