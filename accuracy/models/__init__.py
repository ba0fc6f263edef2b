from accuracy.models.embargo import Copy, Embargo, Opening

__all__ = ["Copy", "Embargo", "Opening"]
