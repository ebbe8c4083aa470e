"""What readers answer, what moderators and agencies make of it, and what is known of readers."""

from .comments import Comment, CommentQuerySet, Tally
from .decisions import Decision
from .figures import Figure
from .followers import Follower
from .identities import ErasureRequest, HashKey, SpentChallenge, VerifiedAddress
from .linked_sites import LinkedSite
from .preferences import Preference
from .purges import Purge
from .referrals import Referral
from .remarks import Remark
from .reports import Report
from .sanctions import Sanction
from .sweeps import Sweep
from .throttles import Throttle

__all__ = [
    "Comment",
    "CommentQuerySet",
    "Decision",
    "ErasureRequest",
    "Figure",
    "Follower",
    "HashKey",
    "LinkedSite",
    "Preference",
    "Purge",
    "Referral",
    "Remark",
    "Report",
    "Sanction",
    "SpentChallenge",
    "Sweep",
    "Tally",
    "Throttle",
    "VerifiedAddress",
]
