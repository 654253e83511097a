"""Judges, stage 2: the expression judge, k-fold.

Folds are cut by kind of expression and by identity-free expression of avatars, so that a fold's accuracy is on expressions' kinds, drawn by whatever
vendor, that it did not see. The judge is the mean of the folds. Writes WORK/expression.pt.

One command: python3 -m emovid_training.judges.expression --work WORK [--folds 3] [--steps 1500]
"""
import argparse
import hashlib
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from .augment import augmented
from .networks import SIZE, Ensemble, ExpressionJudge


def fold_of(kind: str, source: str, folds: int) -> int:
    """Every drawing of a kind by one vendor falls into one fold."""
    return hashlib.sha256(f"judge-fold:{kind}:{source}".encode()).digest()[0] % folds


class Art:
    def __init__(self, work):
        data = np.load(os.path.join(work, "judge_art.npz"))
        self.picture = torch.from_numpy(data["picture"])
        self.emotion, self.kind, self.source = data["emotion"], data["kind"], data["source"]
        self.avatar = np.array([k.startswith("avatar:") for k in self.kind])

    def weights(self, rows):
        """Emotions alike; inside an emotion emoji two thirds, avatars one third; alike every kind and source."""
        weight = np.zeros(len(rows))
        for emotion in range(8):
            for avatar, share in ((False, 0.67), (True, 0.33)):
                member = np.where((self.emotion[rows] == emotion) & (self.avatar[rows] == avatar))[0]
                if len(member):
                    names = np.array([f"{self.kind[r]}:{self.source[r]}" for r in rows[member]])
                    _, inverse, counts = np.unique(names, return_inverse=True, return_counts=True)
                    weight[member] = share / len(counts) / counts[inverse]
            total = weight[self.emotion[rows] == emotion].sum()
            weight[self.emotion[rows] == emotion] /= total
        return weight / weight.sum()


@torch.no_grad()
def plain(picture):
    """Unaugmented: over light grey."""
    small = F.interpolate(picture.float() / 255, size=SIZE, mode="area")
    return small[:, :3] + (1 - small[:, 3:]) * 0.9


def train(art, rows, steps, batch, rate, seed, report, weights_before=None):
    torch.manual_seed(seed)
    generator, random = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    judge = ExpressionJudge()
    if weights_before:
        judge.load_state_dict(weights_before)
    optimizer = torch.optim.AdamW(judge.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    weights, start, running = art.weights(rows), time.time(), 0.0
    for step in range(steps):
        pick = rows[random.choice(len(rows), batch, p=weights)]
        image = augmented(art.picture[pick].float() / 255, generator)
        loss = F.cross_entropy(judge(image), torch.from_numpy(art.emotion[pick]), label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        running += 0.02 * (loss.item() - running) if step else loss.item()
        if (step + 1) % report == 0:
            print(f"  step {step + 1} loss {running:.3f} {time.time() - start:.0f} s", flush=True)
    return judge.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--resume", action="store_true", help="go on from WORK/expression.pt, at half the rate")
    args = parser.parse_args()
    torch.set_num_threads(1)
    art = Art(args.work)
    fold = np.array([fold_of(k, s, args.folds) for k, s in zip(art.kind, art.source)])
    before = torch.load(os.path.join(args.work, "expression.pt"), map_location="cpu") if args.resume else None
    seed, rate = (args.seed + 100, args.rate / 2) if before else (args.seed, args.rate)
    judges, accuracy = [], {}
    right = np.zeros(len(fold), bool)
    for k in range(args.folds):
        print(f"expression judge, fold {k}", flush=True)
        judge = train(art, np.where(fold != k)[0], args.steps, args.batch, rate, seed + k, 250, before and before["judges"][k])
        judges.append(judge)
        held = np.where(fold == k)[0]
        with torch.no_grad():
            right[held] = judge(plain(art.picture[held])).argmax(1).numpy() == art.emotion[held]
        accuracy = {"emoji": float(right[(fold <= k) & ~art.avatar].mean()), "avatars": float(right[(fold <= k) & art.avatar].mean())}
        print(f"  held-out so far: {accuracy}", flush=True)
        state = {"judges": [j.state_dict() for j in judges], "heldOut": accuracy, "steps": args.steps + (before["steps"] if before else 0), "seed": args.seed, "folds": args.folds,
                 "pictures": len(fold)}
        torch.save(state, os.path.join(args.work, "expression.partial.pt"))
    os.replace(os.path.join(args.work, "expression.partial.pt"), os.path.join(args.work, "expression.pt"))


def load(work):
    state = torch.load(os.path.join(work, "expression.pt"), map_location="cpu")
    judges = []
    for weights in state["judges"]:
        judge = ExpressionJudge()
        judge.load_state_dict(weights)
        judges.append(judge.eval())
    return Ensemble(judges).eval(), state


if __name__ == "__main__":
    main()
