"""./portal reset removes what is this portal's, and never anything else."""

import pytest


def put(place, *names):
    for name in names:
        folder = place.var / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "something").write_text("somebody's work")


def reset(portal, *words):
    return portal.reset(portal.read_command_line(["reset", *words]))


def test_it_removes_the_data_and_leaves_the_backups(portal, place):
    put(place, "servers", "files", "backups", "static")
    (place.var / "keys.json").write_text("{}")
    assert reset(portal, "--yes") == 0
    assert (place.var / "backups" / "something").exists()
    assert (place.var / "static" / "something").exists()
    assert not (place.var / "files").exists()
    assert not (place.var / "servers").exists()
    assert not (place.var / "keys.json").exists()


def test_a_folder_in_which_no_portal_has_worked_is_left_alone(portal, place):
    put(place, "files", "log", "test")
    with pytest.raises(portal.Trouble, match="holds no keys.json"):
        reset(portal, "--yes")
    assert (place.var / "test" / "something").exists()
    assert (place.var / "files" / "something").exists()


def test_what_lies_elsewhere_behind_a_link_is_left_alone_and_so_is_the_rest(portal, place, tmp_path):
    put(place, "servers")
    (place.var / "keys.json").write_text("{}")
    outside = tmp_path / "another disk"
    outside.mkdir()
    (outside / "precious").write_text("kept")
    (place.var / "bench").symlink_to(outside)
    with pytest.raises(portal.Trouble, match="is a link to"):
        reset(portal, "--yes")
    assert (outside / "precious").read_text() == "kept"
    assert (place.var / "servers" / "something").exists()


def test_the_keys_go_last_so_that_an_interrupted_removal_can_be_done_again(portal, place):
    put(place, "servers", "files", "test")
    (place.var / "keys.json").write_text("{}")
    assert portal.data_of(place)[-1].name == "keys.json"


def test_a_database_that_somebody_else_runs_is_not_removed(portal, place, bare):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        bare.setenv(name, "somewhere")
    with pytest.raises(portal.Trouble, match="somebody else runs"):
        reset(portal, "--yes")


@pytest.mark.parametrize(("folder", "what"), [("test", "Tests"), ("bench", "Measurements")])
def test_while_tests_or_measurements_run_here_their_servers_are_not_taken_from_under_them(portal, place, folder, what):
    put(place, "servers", folder)
    (place.var / "keys.json").write_text("{}")
    place.inside(folder).make()
    lock = portal.stack_lock(place.inside(folder))
    assert lock.take()
    with pytest.raises(portal.Trouble, match=f"{what} are running"):
        reset(portal, "--yes")
    assert (place.var / "servers" / "something").exists()
