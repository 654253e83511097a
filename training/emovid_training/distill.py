"""Stage 8: the student. One network evaluation a window, guidance built in, taught on the teacher's own results.

Pairs (noise, conditions) → window are drawn from the guided teacher first (kept in WORK/pairs.pt), then regressed, on the
codes and on their change from frame to frame, so that quick motion is not smoothed away. With `--method rollout` the student is
moreover corrected on what it makes itself: its result is noised again to a random time, the guided teacher finishes it from
there in a few steps, and the student is drawn towards that.

One command: python3 -m emovid_training.distill --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--method regression|rollout]
             [--name student.pt] [--resume]
"""
import argparse
import json
import os
import time

import numpy as np
import torch

from .labels import CONDITIONS, NEUTRAL
from .motion_data import Windows
from .motion_networks import MotionNet
from .presets import preset
from .sampling import calibrated, conditioned, draw, energy_of, load_motion


def random_conditions(batch, random, data):
    """Half pure emotions, the rest blends of two and of emotion with neutral; any reference, known or not."""
    emotion = np.zeros((batch, CONDITIONS), np.float32)
    first, second = random.integers(0, NEUTRAL, batch), random.integers(0, NEUTRAL, batch)
    share = np.where(random.random(batch) < 0.65, 1.0, random.random(batch))
    emotion[np.arange(batch), first] += share
    emotion[np.arange(batch), second] += 1 - share
    intensity = np.where(random.random(batch) < 0.55, 1.0, np.where(random.random(batch) < 0.25, 0.0, random.random(batch))).astype(np.float32)[:, None]
    embeddings = np.concatenate([data.embedding, data.avatars]) if len(data.avatars) else data.embedding
    rows = random.integers(0, len(data.embedding), batch)
    if len(data.avatars):
        rows = np.where(random.random(batch) < 0.3, random.integers(len(data.embedding), len(embeddings), batch), rows)
    known = (random.random((batch, 1)) < 0.8).astype(np.float32)
    return [torch.from_numpy(a) for a in (emotion, intensity, embeddings[rows], known)]


def corrected(out, emotion, intensity, embedding, known, teacher, config, scale, medians):
    """What the guided teacher makes of the student's own result, noised again to a random time: the roll-out's target."""
    start = float(torch.rand(()) * 0.6 + 0.2)
    noised = (1 - start) * torch.randn_like(out) + start * out.detach()
    result = draw(teacher, noised, emotion, intensity, embedding, known, config["rollout_steps"], config["guidance"], start)
    return calibrated(result, conditioned(emotion, intensity), medians, scale, intensity)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--preset", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="0: all cores; one pinned thread is faster on a busy machine")
    parser.add_argument("--method", default="regression", choices=("regression", "rollout"))
    parser.add_argument("--name", default="student.pt")
    parser.add_argument("--steps", type=int, default=0, help="override the preset's number of steps")
    parser.add_argument("--resume", action="store_true", help="keep the pairs that are there")
    args = parser.parse_args()
    config = preset(args.preset)["student"]
    torch.set_num_threads(args.threads or os.cpu_count())
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    data = Windows(args.work)
    teacher, state = load_motion(args.work, "teacher.pt")
    pairs_path = os.path.join(args.work, "pairs.pt")
    if args.resume and os.path.exists(pairs_path):
        pairs = torch.load(pairs_path)
    else:
        parts, began = [], time.time()
        for first in range(0, config["pairs"], 256):
            size = min(256, config["pairs"] - first)
            emotion, intensity, embedding, known = random_conditions(size, random, data)
            noise = torch.randn(size, *data.codes.shape[1:])
            result = draw(teacher, noise, emotion, intensity, embedding, known, config["teacher_steps"], config["guidance"])
            result = calibrated(result, conditioned(emotion, intensity), torch.from_numpy(data.medians), state["scale"].float(), intensity)
            parts.append((noise, emotion, intensity, embedding, known, result))
            print(f"pairs: {first + size}/{config['pairs']}, {(time.time() - began) / 60:.1f} min", flush=True)
        pairs = [torch.cat(column) for column in zip(*parts)]
        torch.save(pairs, pairs_path)
    student = MotionNet()
    student.load_state_dict(teacher.state_dict())
    average = {k: v.clone() for k, v in student.state_dict().items()}
    optimizer = torch.optim.Adam(student.parameters(), lr=config["rate"])
    noise, emotion, intensity, embedding, known, result = pairs
    held = max(1, len(noise) // 16)
    curve, running, began = [], 0.0, time.time()
    steps, scale, medians = args.steps or config["steps"], state["scale"].float(), torch.from_numpy(data.medians)
    for step in range(steps):
        rows = torch.from_numpy(random.integers(held, len(noise), config["batch"]))
        shift = int(random.integers(72))
        out = predict(student, noise[rows].roll(shift, 1), emotion[rows], intensity[rows], embedding[rows], known[rows])
        target = result[rows].roll(shift, 1)
        loss = ((out - target) ** 2).mean() + 2 * ((out.roll(-1, 1) - out - target.roll(-1, 1) + target) ** 2).mean()
        if args.method == "rollout" and step >= steps // 3 and step % 4 == 0:
            some = rows[: max(1, len(rows) // 2)]
            own = out[: len(some)]
            better = corrected(own, emotion[some], intensity[some], embedding[some], known[some], teacher, config, scale, medians)
            loss = loss + 0.5 * ((own - better) ** 2).mean()
        rate = config["rate"] * min(1, (step + 1) / 100) * (0.02 + 0.49 * (1 + np.cos(step / steps * np.pi)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        decay = min(0.998, (step + 1) / (step + 20))
        for key, value in student.state_dict().items():
            average[key].lerp_(value, 1 - decay)
        running = loss.item() if step == 0 else 0.98 * running + 0.02 * loss.item()
        if (step + 1) % config["report"] == 0 or step + 1 == steps:
            live = {k: v.clone() for k, v in student.state_dict().items()}
            student.load_state_dict(average)
            with torch.no_grad():
                out = predict(student, noise[:held], emotion[:held], intensity[:held], embedding[:held], known[:held])
                error = ((out - result[:held]) ** 2).mean() / (result[:held] ** 2).mean()
            student.load_state_dict(live)
            curve.append({"step": step + 1, "loss": round(running, 5), "held_out_relative_error": round(error.item(), 4),
                          "minutes": round((time.time() - began) / 60, 2)})
            print(json.dumps(curve[-1]), flush=True)
            path = os.path.join(args.work, args.name)
            torch.save({"average": average, "step": step + 1, "curve": curve, "seed": args.seed, "preset": args.preset,
                        "scale": state["scale"], "guidance": config["guidance"], "method": args.method}, path + ".partial")
            os.replace(path + ".partial", path)


def predict(student, noise, emotion, intensity, embedding, known):
    """The student's result: the noise plus one step of the learnt displacement."""
    time_zero = torch.zeros_like(intensity)
    return noise + student(noise, time_zero, conditioned(emotion, intensity), energy_of(intensity), embedding, known)


if __name__ == "__main__":
    main()
