"""Stage 5: the student. One network evaluation a window, guidance built in, taught on the teacher's own results.

Pairs (noise, conditions) → window are drawn from the guided teacher first (kept in WORK/pairs.pt), then regressed, on the
codes and on their change from frame to frame, so that quick motion is not smoothed away.
One command: python3 -m emovid_training.distill --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
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
    intensity = np.where(random.random(batch) < 0.6, 1.0, random.random(batch)).astype(np.float32)[:, None]
    rows = random.integers(0, len(data.embedding), batch)
    known = (random.random((batch, 1)) < 0.7).astype(np.float32)
    return [torch.from_numpy(a) for a in (emotion, intensity, data.embedding[rows], known)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--preset", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="0: all cores; one pinned thread is faster on a busy machine")
    parser.add_argument("--resume", action="store_true")
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
            noise = torch.randn(size, data.normal.shape[1], data.normal.shape[2])
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
    curve, running = [], 0.0
    for step in range(config["steps"]):
        rows = torch.from_numpy(random.integers(held, len(noise), config["batch"]))
        shift = int(random.integers(72))
        out = predict(student, noise[rows].roll(shift, 1), emotion[rows], intensity[rows], embedding[rows], known[rows])
        target = result[rows].roll(shift, 1)
        loss = ((out - target) ** 2).mean() + 2 * ((out.roll(-1, 1) - out - target.roll(-1, 1) + target) ** 2).mean()
        rate = config["rate"] * min(1, (step + 1) / 100) * (0.02 + 0.49 * (1 + np.cos(step / config["steps"] * np.pi)))
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
        if (step + 1) % config["report"] == 0 or step + 1 == config["steps"]:
            live = {k: v.clone() for k, v in student.state_dict().items()}
            student.load_state_dict(average)
            with torch.no_grad():
                out = predict(student, noise[:held], emotion[:held], intensity[:held], embedding[:held], known[:held])
                error = ((out - result[:held]) ** 2).mean() / (result[:held] ** 2).mean()
            student.load_state_dict(live)
            curve.append({"step": step + 1, "loss": round(running, 5), "held_out_relative_error": round(error.item(), 4)})
            print(json.dumps(curve[-1]), flush=True)
            path = os.path.join(args.work, "student.pt")
            torch.save({"average": average, "step": step + 1, "curve": curve, "seed": args.seed, "preset": args.preset,
                        "scale": state["scale"], "guidance": config["guidance"]}, path + ".partial")
            os.replace(path + ".partial", path)


def predict(student, noise, emotion, intensity, embedding, known):
    """The student's result: the noise plus one step of the learnt displacement."""
    time_zero = torch.zeros_like(intensity)
    return noise + student(noise, time_zero, conditioned(emotion, intensity), energy_of(intensity), embedding, known)


if __name__ == "__main__":
    main()
