"""The embargo over the whole house: a stage with something embargoed in every room, and the addresses at which to ask."""
