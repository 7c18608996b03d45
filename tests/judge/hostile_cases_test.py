"""The hostile cases themselves: each differs from the sound files, and no two are the same."""

import onnx

import hostile
import hostile_accelerators
import hostile_precision
import hostile_quantized
from hostile_models import SPOILED, sound_model
from net import run_onnx, sample_image

CASES = (hostile.CASES + hostile_accelerators.CASES + hostile_precision.CASES +
         hostile_quantized.CASES)


def test_names_are_unique():
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_sound_model_is_sound():
    onnx.checker.check_model(sound_model(), full_check=True)
    logits = run_onnx(sound_model(), {"input": sample_image(32, 32)})[0]
    assert logits.std() > 0.01


def test_every_spoiled_model_differs():
    seen = {sound_model().SerializeToString()}
    for _, spoil, _ in SPOILED:
        model = sound_model()
        spoil(model)
        seen.add(model.SerializeToString())
    assert len(seen) == len(SPOILED) + 1


def test_every_case_writes_its_files(tmp_path):
    for index, case in enumerate(CASES):
        folder = tmp_path / str(index)
        folder.mkdir()
        case.write(folder)
        assert any(folder.iterdir())
