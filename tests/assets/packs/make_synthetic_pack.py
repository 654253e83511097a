#!/usr/bin/python3
"""Makes tests/assets/packs/synthetic: a model pack of a few kilobytes whose networks are formulas that a test can work out by
hand. Its sizes differ from any real pack's on purpose, and its emotions stand in another order, so that a test on it fails
when the runtime assumes what only the manifest may say. Needs python3-onnx (1.12). Output is the same at every run.
Beside it untinted/renderer.onnx, which leaves the tint out.

  features[c] = 0.25 (c+1) * (4x4 mean of image channel c)          c < 3
  embedding   = mean of image over the canvas, R G B A;  confidence = its A
  codes[t, j] = intensity * (0.1 * (n[t-1] + 2 n[t] + n[t+1]) / 4 + sum_i emotion[i] * 0.01 (i+1)(j+1)) + 0.02 * embedding[j mod 4]
                with n = noise[:, j], t circular
  warp        = code[0] everywhere; code[1] * features[0]; 1 + code[2], 1 + code[3], 1 + code[4] everywhere; 1 - code[2], 1 - code[3], 1 - code[4] everywhere
  paint       = confidence * sigmoid(code[5]) everywhere; embedding everywhere
"""
import hashlib
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CANVAS, CODE, EMBEDDING, CELLS, PAINT = 32, 6, 4, 8, 12
EMOTIONS = ["neutral", "sadness", "fear", "disgust", "anger", "excitement", "contentment", "awe", "amusement"]


def value(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def weights(**arrays):
    return [numpy_helper.from_array(np.asarray(a), name) for name, a in arrays.items()]


def ints(*numbers):
    return np.array(numbers, np.int64)


def save(folder, name, nodes, inputs, outputs, initializers):
    graph = helper.make_graph([helper.make_node(op, i, o, **a) for op, i, o, a in nodes], name, inputs, outputs, initializers)
    model = helper.make_model(graph, producer_name="synthetic", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())


def appearance(folder):
    scale = np.zeros((3, 4, 1, 1), np.float32)
    for c in range(3):
        scale[c, c] = 0.25 * (c + 1)
    save(folder, "appearance", [
        ("AveragePool", ["image"], ["pooled"], dict(kernel_shape=[4, 4], strides=[4, 4])),
        ("Conv", ["pooled", "scale"], ["features"], {}),
        ("ReduceMean", ["image"], ["embedding"], dict(axes=[2, 3], keepdims=0)),
        ("Slice", ["embedding", "three", "four", "one"], ["confidence"], {}),
    ], [value("image", 1, 4, CANVAS, CANVAS)],
        [value("features", 1, 3, CELLS, CELLS), value("embedding", 1, EMBEDDING), value("confidence", 1, 1)],
        weights(scale=scale, one=ints(1), three=ints(3), four=ints(4)))


def motion(folder):
    by_emotion = np.array([[0.01 * (i + 1) * (j + 1) for j in range(CODE)] for i in range(len(EMOTIONS))], np.float32)
    by_still = np.array([[0.02 * (k == j % EMBEDDING) for j in range(CODE)] for k in range(EMBEDDING)], np.float32)
    save(folder, "motion", [
        ("Slice", ["noise", "minus_one", "end", "one"], ["last"], {}),
        ("Slice", ["noise", "zero", "minus_one", "one"], ["but_last"], {}),
        ("Concat", ["last", "but_last"], ["before"], dict(axis=1)),
        ("Slice", ["noise", "zero", "one", "one"], ["first"], {}),
        ("Slice", ["noise", "one", "end", "one"], ["but_first"], {}),
        ("Concat", ["but_first", "first"], ["after"], dict(axis=1)),
        ("Mul", ["noise", "two"], ["twice"], {}),
        ("Sum", ["before", "twice", "after"], ["sum"], {}),
        ("Mul", ["sum", "fortieth"], ["smooth"], {}),
        ("MatMul", ["emotion", "by_emotion"], ["pose"], {}),
        ("Unsqueeze", ["pose", "one"], ["pose_all"], {}),
        ("Add", ["smooth", "pose_all"], ["acted"], {}),
        ("Unsqueeze", ["intensity", "one"], ["intensity_all"], {}),
        ("Mul", ["acted", "intensity_all"], ["scaled"], {}),
        ("MatMul", ["embedding", "by_still"], ["own"], {}),
        ("Unsqueeze", ["own", "one"], ["own_all"], {}),
        ("Add", ["scaled", "own_all"], ["codes"], {}),
    ], [value("noise", "B", "L", CODE), value("emotion", "B", len(EMOTIONS)), value("intensity", "B", 1), value("embedding", "B", EMBEDDING)],
        [value("codes", "B", "L", CODE)],
        weights(minus_one=ints(-1), zero=ints(0), one=ints(1), end=ints(2**31 - 1), two=np.float32([2]), fortieth=np.float32([0.025]),
                by_emotion=by_emotion, by_still=by_still))


def renderer(folder, tints):
    zeros = np.zeros((1, 1, CELLS, CELLS), np.float32)
    save(folder, "renderer", [
        ("Reshape", ["code", "column"], ["code_column"], {}),
        ("Split", ["code_column", "each"], [f"code{i}" for i in range(CODE)], dict(axis=1)),
        ("Add", ["zeros", "code0"], ["side"], {}),
        ("Slice", ["features", "zero", "one", "one"], ["feature"], {}),
        ("Mul", ["feature", "code1"], ["down"], {}),
        ("Concat", ["code2", "code3", "code4"], ["color"], dict(axis=1)),
        ("Add", ["ones3", "color"], ["gain"], {}),
        *([("Sub", ["ones3", "color"], ["tint"], {})] if tints else []),
        ("Concat", ["side", "down", "gain"] + ["tint"] * tints, ["warp"], dict(axis=1)),
        ("Sigmoid", ["code5"], ["open"], {}),
        ("Reshape", ["confidence", "single"], ["confidence_cell"], {}),
        ("Mul", ["open", "confidence_cell"], ["mask_cell"], {}),
        ("Reshape", ["embedding", "column4"], ["paint_cell"], {}),
        ("Concat", ["mask_cell", "paint_cell"], ["cell"], dict(axis=1)),
        ("Expand", ["cell", "paint_shape"], ["paint"], {}),
    ], [value("features", "B", 3, CELLS, CELLS), value("embedding", "B", EMBEDDING), value("confidence", "B", 1), value("code", "B", CODE)],
        [value("warp", "B", 8 if tints else 5, CELLS, CELLS), value("paint", "B", 5, PAINT, PAINT)],
        weights(column=ints(-1, CODE, 1, 1), each=ints(*[1] * CODE), zeros=zeros, zero=ints(0), one=ints(1), single=ints(-1, 1, 1, 1),
                column4=ints(-1, EMBEDDING, 1, 1), ones3=np.ones((1, 3, CELLS, CELLS), np.float32), paint_shape=ints(1, 5, PAINT, PAINT)))


def main():
    folder = pathlib.Path(__file__).parent / "synthetic"
    folder.mkdir(exist_ok=True)
    appearance(folder)
    motion(folder)
    renderer(folder, tints=True)
    untinted = folder.parent / "untinted"
    untinted.mkdir(exist_ok=True)
    renderer(untinted, tints=False)
    (folder / "LICENSE.txt").write_text("MIT, as the repository that holds it. Formulas, not trained weights.\n")
    (folder / "CARD.md").write_text("# Synthetic test pack\n\nFormulas for tests, written by make_synthetic_pack.py; it acts no emotion.\n")
    files = {}
    for name in ["appearance.onnx", "motion.onnx", "renderer.onnx", "LICENSE.txt", "CARD.md"]:
        data = (folder / name).read_bytes()
        files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest = {
        "format": 1, "name": "synthetic", "version": "1", "created": "2026-01-01", "canvas": CANVAS, "stillFill": 0.75,
        "codeRateHz": 20, "windowFrames": 40, "loopMinimumFrames": 15, "loopMultiple": 1, "codeSize": CODE, "embeddingSize": EMBEDDING, "featureShape": [1, 3, CELLS, CELLS],
        "warpSize": CELLS, "paintSize": PAINT, "opset": 17, "emotions": EMOTIONS, "guidance": 1, "licence": "MIT", "files": files,
        "training": {"preset": "none", "commit": "none", "seeds": [], "corpusSha256": "none"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
