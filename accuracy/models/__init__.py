from accuracy.models.checking import Comment, CommentFile, Decision, FactCheck, MoreTime
from accuracy.models.embargo import Copy, Embargo, Opening

__all__ = ["Comment", "CommentFile", "Copy", "Decision", "Embargo", "FactCheck", "MoreTime", "Opening"]
