"""Stage 6: the model pack: three ONNX graphs, manifest with hashes, licence and card.

  appearance  once a character   image → features, embedding, confidence
  motion      once a window      noise, emotion, intensity, embedding → codes
  renderer    once a frame       features, embedding, confidence, code → warp, paint

One command: python3 -m emovid_training.export --work WORK --out models/NAME --commit COMMIT --card CARD.md --licence FILE
"""
import argparse
import datetime
import hashlib
import json
import os
import shutil

import numpy as np
import onnx
import torch
import torch.nn as nn

from .confidence import load_confidence
from .dataset import Corpus
from .distill import predict
from .labels import CONDITIONS, EMOTIONS
from .motion_networks import PATCH
from .networks import BODY, CANVAS, CODE, COORDINATES, EMBEDDING, FEATURES, PAINT, WARP
from .sampling import load_motion
from .windows import RATE_HZ, WINDOW, load_autoencoder

OPSET = 17
LOOP_MINIMUM = 24   # the widest dilation wraps 12 steps of PATCH frames around
STILL_FILL = 0.76   # largest side of the still on the canvas: the corpus' median, see dataset statistics in the card


class AppearanceGraph(nn.Module):
    def __init__(self, autoencoder, confidence):
        super().__init__()
        self.appearance, self.confidence = autoencoder.appearance, confidence

    def forward(self, image):
        features, embedding = self.appearance(image)
        return features, embedding, self.confidence(image)


class MotionGraph(nn.Module):
    """Normalised noise in, codes in the renderer's units out, held softly inside the range that real clips reach."""

    def __init__(self, student, scale, limit):
        super().__init__()
        self.student = student
        self.register_buffer("scale", scale), self.register_buffer("limit", limit)

    def forward(self, noise, emotion, intensity, embedding):
        known = torch.ones_like(intensity)
        x = predict(self.student, noise, emotion, intensity, embedding, known)
        return self.limit * torch.tanh(x * self.scale / self.limit)


class RendererGraph(nn.Module):
    def __init__(self, renderer):
        super().__init__()
        self.renderer = renderer

    def forward(self, features, embedding, confidence, code):
        warp, paint, _ = self.renderer(features, code[:, :BODY], code[:, BODY:], confidence)
        return warp, paint + 0 * embedding.sum()


def save(module, path, inputs, names, outputs, dynamic=None):
    torch.onnx.export(module.eval(), inputs, path, input_names=names, output_names=outputs, opset_version=OPSET,
                      dynamic_axes=dynamic, do_constant_folding=True)
    graph = onnx.load(path)
    graph.producer_name, graph.producer_version, graph.doc_string = "EmoVid.Realtime training", "1", ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="fluent-motion-1")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--commit", required=True, help="commit of the training code")
    parser.add_argument("--card", required=True)
    parser.add_argument("--licence", required=True)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    autoencoder = load_autoencoder(args.work)
    student, state = load_motion(args.work, "student.pt")
    data = np.load(os.path.join(args.work, "windows.npz"))
    codes = data["codes"][data["train"]].reshape(-1, CODE)
    limit = torch.from_numpy(np.quantile(np.abs(codes), 0.997, axis=0).astype(np.float32) * 1.15 + 1e-3)

    save(AppearanceGraph(autoencoder, load_confidence(args.work)), os.path.join(args.out, "appearance.onnx"),
         (torch.zeros(1, 4, CANVAS, CANVAS),), ["image"], ["features", "embedding", "confidence"])
    save(MotionGraph(student, state["scale"].float(), limit), os.path.join(args.out, "motion.onnx"),
         (torch.zeros(1, WINDOW, CODE), torch.zeros(1, CONDITIONS), torch.zeros(1, 1), torch.zeros(1, EMBEDDING)),
         ["noise", "emotion", "intensity", "embedding"], ["codes"],
         {"noise": {0: "batch", 1: "frames"}, "emotion": {0: "batch"}, "intensity": {0: "batch"},
          "embedding": {0: "batch"}, "codes": {0: "batch", 1: "frames"}})
    channels = COORDINATES + 2 + FEATURES
    save(RendererGraph(autoencoder.renderer), os.path.join(args.out, "renderer.onnx"),
         (torch.zeros(1, channels, WARP, WARP), torch.zeros(1, EMBEDDING), torch.zeros(1, 1), torch.zeros(1, CODE)),
         ["features", "embedding", "confidence", "code"], ["warp", "paint"])
    shutil.copy(args.licence, os.path.join(args.out, "LICENSE.txt"))
    shutil.copy(args.card, os.path.join(args.out, "CARD.md"))

    files = {}
    for name in ("appearance.onnx", "motion.onnx", "renderer.onnx", "LICENSE.txt", "CARD.md"):
        with open(os.path.join(args.out, name), "rb") as stream:
            content = stream.read()
        files[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    stages = {name: torch.load(os.path.join(args.work, f"{name}.pt"), map_location="cpu")
              for name in ("autoencoder", "teacher", "student")}
    manifest = {
        "format": 1, "name": args.name, "version": args.version, "created": datetime.date.today().isoformat(),
        "canvas": CANVAS, "stillFill": STILL_FILL, "codeRateHz": RATE_HZ, "windowFrames": WINDOW,
        "loopMinimumFrames": LOOP_MINIMUM, "loopMultiple": PATCH, "codeSize": CODE,
        "embeddingSize": EMBEDDING, "featureShape": [1, channels, WARP, WARP], "warpSize": WARP, "paintSize": PAINT,
        "opset": OPSET, "emotions": EMOTIONS + ["neutral"], "guidance": state["guidance"], "licence": "MIT", "files": files,
        "training": {"preset": stages["autoencoder"]["preset"], "commit": args.commit,
                     "seeds": {name: stage["seed"] for name, stage in stages.items()},
                     "steps": {name: stage["step"] for name, stage in stages.items()},
                     "corpusSha256": Corpus(args.work).hash(),
                     "curves": {name: stage["curve"] for name, stage in stages.items()}},
    }
    with open(os.path.join(args.out, "manifest.json"), "w", encoding="utf-8") as sink:
        json.dump(manifest, sink, indent=1)
        sink.write("\n")
    print(f"pack: {args.out}, {sum(f['bytes'] for f in files.values()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
