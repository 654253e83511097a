"""Judges, stage 4: the judge pack that `emovid eval` opens.

  expression.onnx  image [N, 3, 64, 64] → probabilities [N, 8]
  motion.onnx      frames [N, 24, 4, 64, 64] → probabilities [N, 8], features [N, F]
  stills/          what shall act: every test face, one sticker of every other test family, test avatars with a neutral face; 128² WebP
  clips/           labelled real clips of the test set (every face, one sticker of every other family), 36 frames at 12 a second, and test avatars in
                   their named expressions
  training.f32     features of the generator's clips, for the distance to the nearest one

One command: python3 -m emovid_training.judges.pack --work WORK --corpus CORPUS_WORK --packs CORPUS --styles FOLDER --labels labels --card FILE --licence FILE --out ../models/eval/NAME
"""
import argparse
import hashlib
import json
import os
import shutil

import numpy as np
import onnx
import torch
from PIL import Image

from ..avatars import Style, load_table, rasterize
from ..families import family
from ..label_agreement import read_labels
from ..labels import EMOTIONS
from ..split import avatar_set, load
from . import expression, motion
from .motion_features import FRAMES, RATE, SIZE, MotionFeatures

SIDE, CLIP_FRAMES, OPSET = 128, 36, 17
AVATARS = {"sprouts": 8, "moods": 6, "open-peeps": 8, "marbles": 4}


class MotionGraph(torch.nn.Module):
    def __init__(self, judge):
        super().__init__()
        self.judge = judge

    def forward(self, frames):
        features = self.judge.features(frames)
        x = torch.clamp((features - self.judge.mean) / self.judge.scale, -3.0, 3.0)
        return torch.softmax(self.judge.sharpness * (x @ self.judge.weight + self.judge.bias), 1), x


def export(module, path, example, name, outputs):
    torch.onnx.export(module.eval(), (example,), path, input_names=[name], output_names=outputs, opset_version=OPSET,
                      dynamic_axes={n: {0: "batch"} for n in [name] + outputs}, do_constant_folding=True)
    graph = onnx.load(path)
    graph.producer_name, graph.producer_version, graph.doc_string = "EmoVid.Realtime judges", "1", ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def read_clip(path, frames):
    """Composited frames as PIL RGBA, 128², at 12 a second."""
    out = []
    with Image.open(path) as image:
        count = image.n_frames
        wanted = [round(k * 2) % count for k in range(frames)]
        every = {}
        for index in range(max(wanted) + 1):
            image.seek(index)
            if index in wanted:
                every[index] = shrink(image.convert("RGBA"))
    out = [every[w] for w in wanted]
    return out


def shrink(rgba):
    """Area averaging of premultiplied colour."""
    array = np.asarray(rgba, np.float32)
    alpha = array[..., 3:] / 255
    mixed = np.concatenate([array[..., :3] * alpha, array[..., 3:]], 2)
    step = mixed.shape[0] // SIDE
    mixed = mixed.reshape(SIDE, step, SIDE, step, 4).mean((1, 3))
    alpha = mixed[..., 3:] / 255
    color = np.where(alpha > 0, mixed[..., :3] / np.maximum(alpha, 1e-4), 0)
    return Image.fromarray(np.concatenate([color, mixed[..., 3:]], 2).clip(0, 255).round().astype(np.uint8), "RGBA")


def from_planes(planes):
    """[4, n, n] premultiplied → straight RGBA picture."""
    array = planes.transpose(1, 2, 0).astype(np.float32)
    alpha = array[..., 3:] / 255
    color = np.where(alpha > 0, array[..., :3] / np.maximum(alpha, 1e-4), 0)
    return Image.fromarray(np.concatenate([color, array[..., 3:]], 2).clip(0, 255).round().astype(np.uint8), "RGBA")


def write_stickers(args, clips, split, labels, entries):
    concepts = [c for c in clips.concepts.values() if split[c["key"]] == "test"]
    seen, shown = set(), set()
    for concept in sorted(concepts, key=lambda c: c["key"]):
        key = concept["key"]
        face = concept["group"] == "smileys-emotion" and "face" in concept["subgroup"]
        kind, name = "face" if face else "other", concept["label"].replace(" ", "-").lower()
        source = os.path.join(args.packs, f"p{concept['pack']}", "package", "assets", concept["file"])
        if face or family(key) not in seen:
            seen.add(family(key))
            read_clip(source, 1)[0].save(os.path.join(args.out, "stills", key + ".webp"), quality=88, method=6)
            entries["stills"].append({"name": name, "file": f"stills/{key}.webp", "kind": kind, "character": key if face else family(key)})
        if key in labels and (face or family(key) not in shown):
            shown.add(family(key))
            frames = read_clip(source, CLIP_FRAMES)
            frames[0].save(os.path.join(args.out, "clips", key + ".webp"), save_all=True, append_images=frames[1:], duration=83, loop=0,
                           quality=68, method=2, minimize_size=False)
            entries["clips"].append({"name": name, "file": f"clips/{key}.webp", "kind": kind, "character": key if face else family(key),
                                     "emotion": labels[key][0]})


def write_avatars(args, entries):
    table = load_table()["styles"]
    for name, count in AVATARS.items():
        entry, style = table[name], Style(args.styles, name)
        chosen = [n for n in range(400) if avatar_set(name, str(n)) == "test"][:count]
        for number in chosen:
            identity = style.identity(number, (*entry["components"], *entry["hidden"]))

            def picture(parts):
                return from_planes(rasterize(style.svg(identity, dict(zip(entry["components"], parts))), SIDE))

            file = f"stills/{name}-{number}.webp"
            picture(entry["neutral"][0]).save(os.path.join(args.out, file), quality=88, method=6)
            entries["stills"].append({"name": f"{name}-{number}", "file": file, "kind": "avatar", "character": f"{name}-{number}"})
            for emotion in EMOTIONS:
                for index, parts in enumerate(entry[emotion][:1]):
                    file = f"clips/{name}-{number}-{emotion}-{index}.webp"
                    picture(parts).save(os.path.join(args.out, file), quality=88, method=6)
                    entries["clips"].append({"name": f"{name}-{number}-{emotion}", "file": file, "kind": "avatar",
                                             "character": f"{name}-{number}", "emotion": emotion})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--work", "--corpus", "--packs", "--styles", "--labels", "--card", "--licence", "--out"):
        parser.add_argument(name, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    shutil.rmtree(args.out, ignore_errors=True)
    os.makedirs(os.path.join(args.out, "stills")), os.makedirs(os.path.join(args.out, "clips"))
    clips, split, labels = motion.Clips(args.corpus), load(), read_labels(args.labels)
    expression_judge, expression_state = expression.load(args.work)
    motion_judge, motion_state = motion.load_judge(args.work)
    graph = MotionGraph(motion_judge)
    export(expression_judge, os.path.join(args.out, "expression.onnx"), torch.zeros(2, 3, SIZE, SIZE), "image", ["probabilities"])
    export(graph, os.path.join(args.out, "motion.onnx"), torch.zeros(2, FRAMES, 4, SIZE, SIZE), "frames", ["probabilities", "features"])
    entries = {"stills": [], "clips": []}
    write_stickers(args, clips, split, labels, entries)
    write_avatars(args, entries)
    with torch.no_grad():
        trained = [graph(clips.windows(key, 1))[1].numpy()[0] for key in sorted(clips.concepts) if split[key] == "generator"]
    np.stack(trained).astype("<f4").tofile(os.path.join(args.out, "training.f32"))
    shutil.copy(args.licence, os.path.join(args.out, "LICENSE.txt"))
    shutil.copy(args.card, os.path.join(args.out, "CARD.md"))
    files = {}
    for folder, _, names in os.walk(args.out):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as stream:
                content = stream.read()
            files[os.path.relpath(path, args.out).replace(os.sep, "/")] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    manifest = {
        "format": 1, "name": os.path.basename(os.path.normpath(args.out)), "version": "1.0.0", "opset": OPSET,
        "expressionSide": SIZE, "motionSide": SIZE, "motionFrames": FRAMES, "motionFeatures": len(trained[0]), "framesPerSecond": RATE,
        "training": {"expressionHeldOutEmoji": expression_state["heldOut"]["emoji"], "expressionHeldOutAvatars": expression_state["heldOut"]["avatars"],
                     "expressionHeldOutStyles": expression_state["heldOut"]["styles"],
                     "expressionPictures": expression_state["pictures"], "expressionFolds": expression_state["folds"],
                     "expressionSteps": expression_state["steps"], "expressionSeed": expression_state["seed"],
                     "motionHeldOut": motion_state["heldOut"], "motionHeldOutBalanced": motion_state["heldOutBalanced"],
                     "motionLabelledClips": motion_state["labelled"], "motionClips": motion_state["clips"]},
        **entries, "files": dict(sorted(files.items()))}
    with open(os.path.join(args.out, "manifest.json"), "w", encoding="utf-8") as sink:
        json.dump(manifest, sink, indent=1)
        sink.write("\n")
    print(f"judge pack: {len(entries['stills'])} stills, {len(entries['clips'])} clips, {sum(f['bytes'] for f in files.values()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
