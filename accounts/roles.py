"""What people do here, in plain words. A role says what it is; what it may do stands in each room's rules.py."""


class Role:
    slug: str
    title: str
    does: str
    #: Who may see another body's data must have a second factor.
    needs_second_factor = True


# --- Scrutiny bodies -------------------------------------------------------------------------------------------------
class Administrator(Role):
    slug, title = "administrator", "Administrator"
    does = "Sets up programmes, dates, organisations and people, and releases reports."


class Lead(Role):
    slug, title = "lead", "Inspection or review lead"
    does = "Owns the delivery of one programme and moderates what it finds."


class Inspector(Role):
    slug, title = "inspector", "Inspector"
    does = "Reads returns and records, meets people, weighs evidence and writes."


class AssociateAssessor(Role):
    slug, title = "associate-assessor", "Associate assessor"
    does = "A serving practitioner from another area who joins the team for a time."


class SupportOfficer(Role):
    slug, title = "support-officer", "Strategic support officer"
    does = "Runs the timetable, sends and chases, and keeps the numbers straight."


class PanelMember(Role):
    slug, title = "panel-member", "Quality and Consistency Panel member"
    does = "Tests draft reports and judgements against the evidence and other reports."


class Communications(Role):
    slug, title = "communications", "Communications"
    does = "Prepares press releases and carries reports to publication."


class InformationGovernance(Role):
    slug, title = "information-governance", "Information governance"
    does = "Sees who changed what and who looked at what."


# --- Partnerships ----------------------------------------------------------------------------------------------------
class ChiefOfficer(Role):
    slug, title = "chief-officer", "Chief officer"
    does = "Receives the notification, nominates the co-ordinator and signs off."


class Coordinator(Role):
    slug, title = "co-ordinator", "Co-ordinator"
    does = "The partnership's single point of contact: answers what is asked, by the date."


class Contributor(Role):
    slug, title = "contributor", "Contributor"
    does = "Adds documents and text; the co-ordinator sends."


class Viewer(Role):
    slug, title = "viewer", "Viewer"
    does = "Reads what the partnership received and sent."


class Public(Role):
    slug, title = "public", "Member of the public"
    does = "Reads, searches, subscribes and reuses what is published."
    needs_second_factor = False


PORTAL_WIDE = [Administrator, Communications, InformationGovernance, PanelMember]
ON_A_PROGRAMME = [Lead, Inspector, AssociateAssessor, SupportOfficer, PanelMember, Communications]
#: Those on a programme who see its 32 rows; the panel and communications see drafts and reports.
ON_A_PROGRAMME_WORK = [Lead, Inspector, AssociateAssessor, SupportOfficer]
IN_A_PARTNERSHIP = [ChiefOfficer, Coordinator, Contributor, Viewer]
ALL = [
    Administrator,
    Lead,
    Inspector,
    AssociateAssessor,
    SupportOfficer,
    PanelMember,
    Communications,
    InformationGovernance,
    *IN_A_PARTNERSHIP,
    Public,
]
BY_SLUG = {role.slug: role for role in ALL}


def choices(roles: list[type[Role]]) -> list[tuple[str, str]]:
    return [(role.slug, role.title) for role in roles]
