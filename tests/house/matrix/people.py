"""Who asks. Rows are about one partnership, “ours”, of one programme, “the review”; everybody stands somewhere to them.

So “own, other partnership, other programme” is told by who asks: the same page of ours is asked for by its own people,
by those of another partnership of the review, and by those of a partnership that takes part in another programme.
"""

PUBLIC = "the public"
STRANGER = "somebody who has joined and has no role"

# --- For the whole portal --------------------------------------------------------------------------------------------
ADMINISTRATOR = "administrator"
COMMUNICATIONS = "communications"
GOVERNANCE = "information governance"
PANEL = "panel member"

# --- In the review's team --------------------------------------------------------------------------------------------
LEAD = "lead"
INSPECTOR = "inspector"
ASSESSOR = "associate assessor"
SUPPORT = "support officer"
REVIEW_PANEL = "panel member of the review"
REVIEW_COMMUNICATIONS = "communications of the review"
#: An inspector who once worked for ours: reads the others, never ours.
TIED = "inspector with a tie to ours"

# --- In the team of the other programme alone ------------------------------------------------------------------------
OTHER_LEAD = "lead of the other programme"
OTHER_INSPECTOR = "inspector of the other programme"
OTHER_ASSESSOR = "associate assessor of the other programme"
OTHER_SUPPORT = "support officer of the other programme"

# --- In ours ---------------------------------------------------------------------------------------------------------
CHIEF = "chief officer"
COORDINATOR = "co-ordinator"
CONTRIBUTOR = "contributor"
VIEWER = "viewer"
#: Has been offered a seat and has not answered.
NOMINEE = "nominee"
#: Was asked to write what a board of ours answers for itself; has no seat.
WRITER = "writer for a board of ours"
#: Held a seat, or was in the team, until yesterday.
FORMER_COORDINATOR = "former co-ordinator"
FORMER_INSPECTOR = "former inspector"

# --- In another partnership of the review ----------------------------------------------------------------------------
NEIGHBOUR_CHIEF = "chief officer of another partnership"
NEIGHBOUR_COORDINATOR = "co-ordinator of another partnership"
NEIGHBOUR_CONTRIBUTOR = "contributor of another partnership"
NEIGHBOUR_VIEWER = "viewer of another partnership"

# --- In a partnership of the other programme -------------------------------------------------------------------------
FOREIGN_CHIEF = "chief officer in the other programme"
FOREIGN_COORDINATOR = "co-ordinator in the other programme"
FOREIGN_CONTRIBUTOR = "contributor in the other programme"
FOREIGN_VIEWER = "viewer in the other programme"

# --- Let in no further, whatever their role --------------------------------------------------------------------------
#: A lead of the review who has not set up a second factor yet.
OWES_A_FACTOR = "lead without a second factor"
#: An administrator whose account was disabled while they were signed in.
DISABLED = "disabled administrator"

POSTED = {ADMINISTRATOR, COMMUNICATIONS, GOVERNANCE, PANEL}
#: Those of the team who read what partnerships send.
READERS = {LEAD, INSPECTOR, ASSESSOR, SUPPORT}
#: Those who run the timetable.
RUNNERS = {LEAD, SUPPORT}
TEAM = {*READERS, REVIEW_PANEL, REVIEW_COMMUNICATIONS, TIED}
OTHER_TEAM = {OTHER_LEAD, OTHER_INSPECTOR, OTHER_ASSESSOR, OTHER_SUPPORT}
OURS = {CHIEF, COORDINATOR, CONTRIBUTOR, VIEWER}
NEIGHBOURS = {NEIGHBOUR_CHIEF, NEIGHBOUR_COORDINATOR, NEIGHBOUR_CONTRIBUTOR, NEIGHBOUR_VIEWER}
FOREIGN = {FOREIGN_CHIEF, FOREIGN_COORDINATOR, FOREIGN_CONTRIBUTOR, FOREIGN_VIEWER}
PASSING = {STRANGER, NOMINEE, WRITER, FORMER_COORDINATOR, FORMER_INSPECTOR}
#: Everybody who has signed in with all that it takes.
SIGNED_IN = POSTED | TEAM | OTHER_TEAM | OURS | NEIGHBOURS | FOREIGN | PASSING
#: Everybody who is asked to sign in first.
SIGNED_OUT = {PUBLIC, DISABLED}
EVERYBODY = SIGNED_IN | SIGNED_OUT | {OWES_A_FACTOR}

#: The wall in the database asks for which partnership and which programme somebody is there, not as what: one each.
ONE_OF_EACH = {
    PUBLIC, STRANGER, WRITER, *POSTED, LEAD, SUPPORT, REVIEW_PANEL, TIED, OTHER_LEAD, CHIEF, COORDINATOR, NOMINEE,
    FORMER_COORDINATOR, FORMER_INSPECTOR, NEIGHBOUR_COORDINATOR, FOREIGN_COORDINATOR, OWES_A_FACTOR, DISABLED,
}  # fmt: skip

# --- Who sees which rows ---------------------------------------------------------------------------------------------
#: The review is not announced: its team knows of it, those who take part, and administrators.
KNOW_THE_REVIEW = {ADMINISTRATOR, *TEAM, *OURS, *NEIGHBOURS}
#: Ours, and what it was asked and has sent.
SEE_OURS = {ADMINISTRATOR, *READERS, *OURS}
SEE_NEIGHBOUR = {ADMINISTRATOR, *READERS, TIED, *NEIGHBOURS}
SEE_FOREIGN = {ADMINISTRATOR, *OTHER_TEAM, *FOREIGN}
#: Drafts of the review's reports.
SEE_DRAFTS = {ADMINISTRATOR, COMMUNICATIONS, PANEL, *TEAM}
SEE_OTHER_DRAFTS = {ADMINISTRATOR, COMMUNICATIONS, PANEL, *OTHER_TEAM}
