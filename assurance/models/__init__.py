from assurance.models.evidence import NamedEvidence
from assurance.models.judging import Judgement
from assurance.models.locked import LockedVersion, Paragraph
from assurance.models.panel import Meeting, Member, PanelCondition, Papers, Quorum
from assurance.models.peers import PeerReview, Remark
from assurance.models.travelled import Road, Step, WayRound

__all__ = [
    "Judgement",
    "LockedVersion",
    "Meeting",
    "Member",
    "NamedEvidence",
    "PanelCondition",
    "Papers",
    "Paragraph",
    "PeerReview",
    "Quorum",
    "Remark",
    "Road",
    "Step",
    "WayRound",
]
