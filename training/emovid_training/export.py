"""Stage 9: the model pack: three ONNX graphs, manifest with hashes, licence and card.

  appearance  once a character   image → features, embedding, confidence
  motion      once a window      noise, emotion, intensity, embedding → codes
  renderer    once a frame       features, embedding, confidence, code → warp, paint

One command: python3 -m emovid_training.export --work WORK --out models/NAME --commit COMMIT --card CARD.md --licence FILE --report FILE
"""
import argparse
import datetime
import hashlib
import json
import os
import shutil

import onnx
import torch
import torch.nn as nn

from .actor_networks import FEATURES, PAINT, STILL_FILL, VIEW, WARP, AppearanceGraph, RendererGraph
from .dataset import SPLIT, Corpus
from .face_finder import EMBEDDING
from .labels import CONDITIONS, EMOTIONS
from .motion_data import Windows
from .motion_graph import motion_graph
from .motion_networks import PATCH
from .networks import BODY, CODE
from .painter_networks import CROP
from .sampling import load_motion
from .train_finder import load_finder
from .train_painter import load_painter
from .windows import RATE_HZ, WINDOW

OPSET = 17
LOOP_MINIMUM = 24   # the widest dilation wraps 12 steps of PATCH frames around


class Renderer(nn.Module):
    """The renderer with the embedding among its inputs, which the pack's format gives it and this pack does not need."""

    def __init__(self, graph):
        super().__init__()
        self.graph = graph

    def forward(self, features, embedding, confidence, code):
        warp, paint = self.graph(features, confidence, code)
        return warp, paint + 0 * embedding.sum()


def digest(path: str) -> str:
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def batched(*names):
    """Any number of actors in one run: the first axis of each of these tensors is open."""
    return {name: {0: "batch"} for name in names}


def save(module, path, inputs, names, outputs, dynamic=None):
    with torch.no_grad():
        module.eval()(*inputs)      # fills the cached matrices, which the graph then holds as constants
    torch.onnx.export(module, inputs, path, input_names=names, output_names=outputs, opset_version=OPSET,
                      dynamic_axes=dynamic, do_constant_folding=True)
    graph = onnx.load(path)
    graph.producer_name, graph.producer_version, graph.doc_string = "EmoVid.Realtime training", "1", ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def figures(path) -> str:
    """The report of `evaluate` as the card shows it."""
    with open(path, encoding="utf-8") as stream:
        report = json.load(stream)
    lines = ["| | |", "|---|---|"] + [f"| `{name}` | {value} |" for name, value in report.items() if name != "energy"]
    energy = report["energy"]
    lines += ["", "| energy | " + " | ".join(energy) + " |", "|---" * (len(energy) + 1) + "|"]
    lines += [f"| {row} | " + " | ".join(str(pair[n]) for pair in energy.values()) + " |" for n, row in enumerate(("generated", "real clips"))]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="fluent-motion-2")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--commit", required=True, help="commit of the training code")
    parser.add_argument("--card", required=True)
    parser.add_argument("--licence", required=True)
    parser.add_argument("--report", required=True, help="what `evaluate --out` wrote: the card shows it")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    painter, finder = load_painter(args.work), load_finder(args.work)
    student, state = load_motion(args.work, "student.pt")
    motion = motion_graph(args.work, painter, student, state, Windows(args.work))

    save(AppearanceGraph(finder, painter.reader), os.path.join(args.out, "appearance.onnx"),
         (torch.zeros(1, 4, VIEW, VIEW),), ["image"], ["features", "embedding", "confidence"], batched("image", "features", "embedding", "confidence"))
    save(motion, os.path.join(args.out, "motion.onnx"),
         (torch.zeros(1, WINDOW, CODE), torch.zeros(1, CONDITIONS), torch.zeros(1, 1), torch.zeros(1, EMBEDDING)),
         ["noise", "emotion", "intensity", "embedding"], ["codes"],
         batched("emotion", "intensity", "embedding") | {name: {0: "batch", 1: "frames"} for name in ("noise", "codes")})
    save(Renderer(RendererGraph(painter.painter)), os.path.join(args.out, "renderer.onnx"),
         (torch.zeros(1, FEATURES, CROP, CROP), torch.zeros(1, EMBEDDING), torch.zeros(1, 1), torch.zeros(1, CODE)),
         ["features", "embedding", "confidence", "code"], ["warp", "paint"],
         batched("features", "embedding", "confidence", "code", "warp", "paint"))
    shutil.copy(args.licence, os.path.join(args.out, "LICENSE.txt"))
    with open(args.card, encoding="utf-8") as stream, open(os.path.join(args.out, "CARD.md"), "w", encoding="utf-8") as sink:
        sink.write(stream.read().replace("@@FIGURES@@", figures(args.report)))

    files = {}
    for name in ("appearance.onnx", "motion.onnx", "renderer.onnx", "LICENSE.txt", "CARD.md"):
        path = os.path.join(args.out, name)
        files[name] = {"sha256": digest(path), "bytes": os.path.getsize(path)}
    stages = {name: torch.load(os.path.join(args.work, f"{name}.pt"), map_location="cpu")
              for name in ("body", "painter", "finder", "teacher", "student")}
    manifest = {
        "format": 1, "name": args.name, "version": args.version, "created": datetime.date.today().isoformat(),
        "canvas": VIEW, "stillFill": STILL_FILL, "codeRateHz": RATE_HZ, "windowFrames": WINDOW,
        "loopMinimumFrames": LOOP_MINIMUM, "loopMultiple": PATCH, "codeSize": CODE, "expressionFrom": BODY,
        "embeddingSize": EMBEDDING, "featureShape": [1, FEATURES, CROP, CROP], "warpSize": WARP, "paintSize": PAINT,
        "opset": OPSET, "emotions": EMOTIONS + ["neutral"], "guidance": state["guidance"], "licence": "MIT", "files": files,
        "training": {"preset": stages["student"]["preset"], "commit": args.commit,
                     "seeds": {name: stage["seed"] for name, stage in stages.items()},
                     "steps": {name: stage["step"] for name, stage in stages.items()},
                     "corpusSha256": Corpus(args.work).hash(), "splitSha256": digest(SPLIT),
                     "avatars": "@dicebear/styles 10.6.0: open-peeps, moods, marbles", "method": stages["student"]["method"],
                     "curves": {name: stage["curve"] for name, stage in stages.items()}},
    }
    with open(os.path.join(args.out, "manifest.json"), "w", encoding="utf-8") as sink:
        json.dump(manifest, sink, indent=1)
        sink.write("\n")
    print(f"pack: {args.out}, {sum(f['bytes'] for f in files.values()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
