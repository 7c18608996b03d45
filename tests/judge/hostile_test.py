"""Hostile input ends in one line that says what is wrong, and in nothing else.

Needs AQUA_BUILD_DIR, the folder of a CMake build; best one with AQUA_SANITIZE.
"""

import json
import resource

import pytest

import hostile
import hostile_accelerators
import hostile_policies
import hostile_precision
import hostile_quantized
from hostile import run_command, study_command, write_sound
from judge import assert_refused

CASES = (hostile.CASES + hostile_accelerators.CASES + hostile_policies.CASES +
         hostile_precision.CASES + hostile_quantized.CASES)
MEMORY_LIMIT_KB = 1024 * 1024


def listing(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def run(aqua, arguments, folder):
    """Runs the program in `folder`; no sanitizer may have anything to say."""
    result = aqua(*arguments, cwd=folder)
    assert "Sanitizer" not in result.stderr and "runtime error" not in result.stderr, result.stderr
    assert result.returncode in (0, 1, 2), f"exit {result.returncode}: {result.stderr}"
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_is_refused_in_one_line(case, aqua, tmp_path):
    arguments = case.write(tmp_path)
    before = listing(tmp_path)
    result = run(aqua, arguments, tmp_path)
    if case.words is None and result.returncode == 0:
        return
    assert_refused(result, case.words or ())
    assert listing(tmp_path) == before, "files were left behind"


def test_all_of_it_stayed_within_memory():
    """The largest of the programs run so far."""
    peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak_kb < MEMORY_LIMIT_KB


def test_the_sound_files_run(aqua, tmp_path):
    """So that the cases above fail for the reason they name."""
    write_sound(tmp_path)
    for arguments in (run_command(tmp_path),
                      study_command(tmp_path, "--labels", tmp_path / "labels.csv")):
        result = run(aqua, arguments, tmp_path)
        assert result.returncode == 0, result.stderr
    assert (tmp_path / "logits.npy").exists() and (tmp_path / "study.sqlite").exists()


def test_a_study_of_another_model_is_refused_and_kept(aqua, tmp_path):
    write_sound(tmp_path)
    assert run(aqua, study_command(tmp_path), tmp_path).returncode == 0
    before = (tmp_path / "study.sqlite").read_bytes()
    result = run(aqua, study_command(tmp_path, "--mode", "literal"), tmp_path)
    assert_refused(result, ["study.sqlite", "literal", "choose another --out"])
    assert (tmp_path / "study.sqlite").read_bytes() == before


def test_an_unreadable_photo_in_a_study_is_a_row_and_not_the_end(aqua, tmp_path):
    write_sound(tmp_path)
    (tmp_path / "photos" / "broken.jpg").write_bytes(b"")
    result = run(aqua, study_command(tmp_path, "--json"), tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["failed"] == 1
