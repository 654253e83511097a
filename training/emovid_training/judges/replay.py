"""Judges, stage 5: codes to replay, which belong to one model pack: of real clips of the generator's set, and of the teacher for some test stills.

`emovid eval` shows with them what the renderer does with real motion and what distillation cost. Nothing here is fed back into training.
Writes models/eval/replay-NAME.bin: a line of JSON, then half floats, little-endian, 72 codes a row.

One command: python3 -m emovid_training.judges.replay --work WORK --pack ../models/NAME --judges ../models/eval/judges-1
"""
import argparse
import hashlib
import json
import os

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from ..actor_networks import STILL_FILL, VIEW
from ..face_finder import SIGHT
from ..labels import CONDITIONS, EMOTIONS
from ..motion_data import Windows
from ..motion_graph import body_size, motion_graph
from ..networks import CODE
from ..sampling import draw, load_motion
from ..train_finder import load_finder
from ..train_painter import load_painter

REAL, TEACHER_STILLS, TEACHER_SEEDS, STEPS = 10, 12, 2, 20


def canvas(path):
    """A still as the appearance network gets it: its opaque box fills STILL_FILL of the canvas, area-averaged, premultiplied."""
    with Image.open(path) as image:
        rgba = np.asarray(image.convert("RGBA"), np.float32) / 255
    rgba[..., :3] *= rgba[..., 3:]
    rows, columns = np.where(rgba[..., 3] * 255 >= 8)
    top, left, height, width = rows.min(), columns.min(), np.ptp(rows) + 1, np.ptp(columns) + 1
    side = max(height, width) / STILL_FILL
    centre = torch.tensor([(left + width / 2) / rgba.shape[1], (top + height / 2) / rgba.shape[0]], dtype=torch.float32) * 2 - 1
    theta = torch.zeros(1, 2, 3)
    theta[0, 0, 0], theta[0, 1, 1] = side / rgba.shape[1], side / rgba.shape[0]
    theta[0, :, 2] = centre
    grid = F.affine_grid(theta, (1, 4, 4 * VIEW, 4 * VIEW), align_corners=False)
    picture = F.grid_sample(torch.from_numpy(rgba.transpose(2, 0, 1))[None], grid, padding_mode="zeros", align_corners=False)
    return F.avg_pool2d(picture, 4)


def real_rows(data, random):
    for emotion, name in enumerate(EMOTIONS):
        for drawn in (True, False):
            rows = np.where((data["emotion"] == emotion) & (data["drawn"] == drawn) & ~data["mirrored"])[0]
            for row in random.permutation(rows)[:REAL]:
                yield {"kind": "drawn" if drawn else "real", "emotion": name, "key": str(data["key"][row])}, data["codes"][row]


class Planned(torch.nn.Module):
    """Stands in the student's place in the motion graph and gives codes that were planned before, so that the teacher's go the same way."""

    def __init__(self, codes):
        super().__init__()
        self.codes = codes

    def forward(self, noise, *_):
        # The graph asks at two intensities at once: what was planned is the answer to both.
        return self.codes.repeat(len(noise) // len(self.codes), 1, 1) - noise


@torch.no_grad()
def teacher_rows(work, judges, guidance, seed):
    windows, finder = Windows(work), load_finder(work)
    teacher, _ = load_motion(work, "teacher.pt")
    student, state = load_motion(work, "student.pt")
    graph = motion_graph(work, load_painter(work), student, state, windows)
    with open(os.path.join(judges, "manifest.json"), encoding="utf-8") as stream:
        heads = [still for still in json.load(stream)["stills"] if still["kind"] != "other"]
    chosen = [heads[i * len(heads) // TEACHER_STILLS] for i in range(TEACHER_STILLS)]
    generator = torch.Generator().manual_seed(seed)
    emotion = torch.eye(CONDITIONS)[: len(EMOTIONS)].repeat_interleave(TEACHER_SEEDS, 0)
    count, one = len(emotion), torch.ones(len(emotion), 1)
    plans = []
    for still in chosen:
        embedding = finder(F.avg_pool2d(canvas(os.path.join(judges, still["file"])), VIEW // SIGHT))[2].expand(count, -1)
        noise = torch.randn(count, 72, CODE, generator=generator)
        plans.append((still, noise, embedding, draw(teacher, noise, emotion, one, embedding, one, STEPS, guidance)))
        print(f"teacher: {still['name']}", flush=True)
    # The body's size is set as the student's is: emotion by emotion, by the median of what was planned.
    every = torch.stack([codes for *_, codes in plans])
    for k in range(len(EMOTIONS)):
        codes = every[:, k * TEACHER_SEEDS: (k + 1) * TEACHER_SEEDS].flatten(0, 1).numpy() * windows.scale
        graph.size[k] = body_size(k, codes, windows.medians)
    for still, noise, embedding, codes in plans:
        graph.student = Planned(codes)
        shown = graph(noise, emotion, one, embedding).numpy()
        for row in range(count):
            yield {"kind": "teacher", "emotion": EMOTIONS[row // TEACHER_SEEDS], "still": still["name"]}, shown[row]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--work", "--pack", "--judges"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    torch.set_num_threads(1)
    with open(os.path.join(args.pack, "manifest.json"), "rb") as stream:
        content = stream.read()
    manifest = json.loads(content)
    with np.load(os.path.join(args.work, "windows.npz")) as data:
        pairs = list(real_rows({k: data[k] for k in ("codes", "drawn", "emotion", "key", "mirrored")}, np.random.default_rng(args.seed)))
    pairs += list(teacher_rows(args.work, args.judges, manifest["guidance"], args.seed))
    head = {"packSha256": hashlib.sha256(content).hexdigest(), "frames": 72, "rows": [row for row, _ in pairs]}
    path = os.path.join(os.path.dirname(os.path.normpath(args.judges)), f"replay-{manifest['name']}.bin")
    with open(path + ".partial", "wb") as sink:
        sink.write(json.dumps(head).encode() + b"\n")
        sink.write(np.stack([codes for _, codes in pairs]).astype("<f2").tobytes())
    os.replace(path + ".partial", path)
    print(f"replay: {len(pairs)} rows, {os.path.getsize(path) / 1e6:.1f} MB in {path}")


if __name__ == "__main__":
    main()
