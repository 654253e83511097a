"""What the motion is worth, in numbers that the model card repeats.

Trajectories are body codes over a window, divided by their own speed, compared at the best circular shift, so that neither
tempo nor phase counts as a difference.
  between / within   mean distance of windows of two emotions over that of one emotion, different seeds in both
  nearest            median distance of a generated window to its nearest training window, beside the same for real windows
                     to windows of other concepts
  energy             median motion energy per emotion beside the real clips'
  expression read    share of generated windows whose mean expression code lies nearest the mean of the meant emotion's real ones
                     (the codes' own words; what a frame shows is for a judge that sees frames)
  drives             mean drive of the face's halves, acted and at rest, and the share of frames at rest with shut eyes

One command: python3 -m emovid_training.evaluate --work WORK [--from graph|student|teacher] [--out report.json]
"""
import argparse
import json

import numpy as np
import torch

from .distill import predict
from .labels import CONDITIONS, EMOTIONS
from .motion_data import Windows, gait, motion_energy
from .motion_graph import motion_graph
from .networks import BODY, CODE, SHAPE
from .sampling import calibrated, conditioned, draw, load_motion
from .train_painter import load_painter


def trajectories(codes, scale):
    """[N, 72, CODE] → [N, 72, BODY], centred and divided by their own speed."""
    body = codes[..., :BODY] / scale[:BODY]
    body = body - body.mean(1, keepdims=True)
    speed = np.sqrt(((np.roll(body, -1, axis=1) - body) ** 2).mean((1, 2), keepdims=True)) + 1e-6
    return body / speed


def shift_distances(a, b):
    """[N, M] root mean square difference at the best circular shift (correlation by FFT)."""
    fa, fb = np.fft.rfft(a, axis=1), np.fft.rfft(b, axis=1)
    out = np.empty((len(a), len(b)))
    nb = (b ** 2).mean((1, 2))
    for i in range(len(a)):
        cross = np.fft.irfft((fa[i][None] * np.conj(fb)).sum(2), n=a.shape[1], axis=1).max(1) / (a.shape[1] * a.shape[2])
        out[i] = np.sqrt(np.maximum((a[i] ** 2).mean() + nb - 2 * cross, 0))
    return out


@torch.no_grad()
def generate(motion, source, data, seeds, random, guidance, intensity=1.0):
    emotion = torch.eye(CONDITIONS)[: len(EMOTIONS)].repeat_interleave(seeds, 0)
    count = len(emotion)
    noise = torch.randn(count, 72, CODE, generator=torch.Generator().manual_seed(99))
    embedding = torch.from_numpy(data.embedding[random.integers(0, len(data.embedding), count)])
    one, level = torch.ones(count, 1), torch.full((count, 1), intensity)
    if source == "graph":
        return motion(noise, emotion, level, embedding).numpy(), np.repeat(np.arange(len(EMOTIONS)), seeds)
    if source == "teacher":
        codes = draw(motion[0], noise, emotion, level, embedding, one, 24, guidance)
        codes = calibrated(codes, conditioned(emotion, level), torch.from_numpy(data.medians), torch.from_numpy(data.scale), level)
    else:
        codes = predict(motion[0], noise, emotion, level, embedding, one)
    return codes.numpy() * data.scale, np.repeat(np.arange(len(EMOTIONS)), seeds)


def expression_read(codes, labels, data):
    """Nearest mean of the real windows' mean shapes, emotion by emotion, in the shape code's own spread."""
    shape = slice(BODY, BODY + SHAPE)
    real = np.array([data.codes[data.actors[k]][..., shape].mean((0, 1)) for k in range(len(EMOTIONS))]) / data.scale[shape]
    mean = codes[..., shape].mean(1) / data.scale[shape]
    return (((mean[:, None] - real[None]) ** 2).sum(2).argmin(1) == labels).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--from", dest="source", default="graph", help="graph: the pack's motion graph; or the bare student or teacher")
    parser.add_argument("--seeds", type=int, default=16)
    parser.add_argument("--guidance", type=float, default=4.0)
    parser.add_argument("--name", help="another student than student.pt")
    parser.add_argument("--out")
    args = parser.parse_args()
    data, random = Windows(args.work), np.random.default_rng(3)
    motion = load_motion(args.work, args.name or ("teacher.pt" if args.source == "teacher" else "student.pt"))
    if args.source == "graph":
        motion = motion_graph(args.work, load_painter(args.work), *motion, data)
    codes, labels = generate(motion, args.source, data, args.seeds, random, args.guidance)
    paths = trajectories(codes, data.scale)
    distance = shift_distances(paths, paths)
    same = labels[:, None] == labels[None]
    other = ~np.eye(len(labels), dtype=bool)
    between, within = distance[~same].mean(), distance[same & other].mean()

    plain = ~data.mirrored
    real = trajectories(data.codes[plain], data.scale)
    base = np.array([k.split("-")[0] for k in data.key[plain]])
    every = trajectories(data.codes, data.scale)
    nearest = shift_distances(paths, every).min(1)
    rows = np.random.default_rng(4).choice(len(real), min(200, len(real)), replace=False)
    among = shift_distances(real[rows], every)
    among[base[rows][:, None] == np.array([k.split("-")[0] for k in data.key])[None]] = np.inf
    # A ridge classifier of the kind of motion, trained on real windows only, reads the generated ones.
    both = np.concatenate([data.codes, codes])
    features = gait(both, data.scale)
    known = np.where((data.emotion >= 0) & (data.emotion < len(EMOTIONS)))[0]
    target = np.eye(len(EMOTIONS))[data.emotion[known]]
    target = target / np.maximum(target.mean(0), 1e-3) - 1
    x = features[known]
    solution = np.linalg.solve(x.T @ x + 200 * np.eye(x.shape[1]), x.T @ target)
    read = (features[len(data.codes):] @ solution).argmax(1)
    rest, _ = generate(motion, args.source, data, max(1, args.seeds // 4), random, args.guidance, intensity=0.0)
    drives = slice(BODY + SHAPE, CODE)
    report = {
        "expression_read": round(float(expression_read(codes, labels, data)), 3),
        "drives_acting": [round(float(v), 3) for v in codes[..., drives].mean((0, 1))],
        "drives_at_rest": [round(float(v), 3) for v in rest[..., drives].mean((0, 1))],
        "shut_at_rest": round(float((rest[..., BODY + SHAPE] > 0.5).mean()), 3),
        "between_over_within": round(float(between / within), 4),
        "nearest_generated_to_train": round(float(np.median(nearest)), 4),
        "nearest_real_to_real": round(float(np.median(among.min(1))), 4),
        "kind_of_motion_read": round(float((read == labels).mean()), 3),
        "energy": {name: [round(float(np.median(motion_energy(codes[labels == k]))), 4),
                          round(float(np.median(data.energy[data.emotion == k])), 4)] for k, name in enumerate(EMOTIONS)},
    }
    print(json.dumps(report, indent=1))
    if args.out:
        with open(args.out, "w", encoding="utf-8") as sink:
            json.dump(report, sink, indent=1)


if __name__ == "__main__":
    main()
