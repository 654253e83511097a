"""Judges, stage 2: the expression judge, k-fold.

Folds are cut so that a fold's accuracy is on what its network did not see: emoji by kind of expression and vendor; avatars of the styles in
EXPRESSION_STYLES by expression, of every other style by style. Faces drawn by rule are in every fold's training and in no accuracy. The judge is the
mean of the folds. Writes WORK/expression.pt.

One command: python3 -m emovid_training.judges.expression --work WORK [--folds 3] [--steps 3000] [--resume]
"""
import argparse
import hashlib
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from .art import DRAWN
from .augment import augmented
from .networks import SIZE, Ensemble, ExpressionJudge

EXPRESSION_STYLES = ("critters", "clay", "voxel-art", "line-face")
# The other styles, fold by fold: alike in number of pictures, one designer's together, line drawings apart.
STYLE_FOLDS = (("lorelei", "personas", "adventurer"), ("croodles", "micah", "big-smile", "dylan"), ("toon-head", "big-ears", "fun-emoji"))
SHARES = {"emoji": 0.42, "avatar": 0.36, "drawn": 0.22}
SMOOTHING = 0.1


def fold_of(kind: str, source: str, folds: int) -> int:
    """The fold that does not see a picture, -1 where every fold sees it. Every drawing of a kind by one vendor falls into one fold."""
    if source == DRAWN:
        return -1
    for number, styles in enumerate(STYLE_FOLDS):
        if source in styles:
            return number % folds
    return hashlib.sha256(f"judge-fold:{kind}:{source}".encode()).digest()[0] % folds


class Art:
    def __init__(self, work):
        data = np.load(os.path.join(work, "judge_art.npz"))
        self.picture = torch.from_numpy(data["picture"])
        self.emotion, self.kind, self.source = data["emotion"], data["kind"], data["source"]
        avatar = np.array([k.startswith("avatar:") for k in self.kind])
        self.group = np.where(avatar, "avatar", np.where(self.source == DRAWN, "drawn", "emoji"))

    def weights(self, rows):
        """Emotions alike; inside an emotion SHARES; alike every kind and source."""
        weight = np.zeros(len(rows))
        for emotion in range(8):
            member_of_emotion = self.emotion[rows] == emotion
            for group, share in SHARES.items():
                member = np.where(member_of_emotion & (self.group[rows] == group))[0]
                if len(member):
                    names = np.array([f"{self.kind[r]}:{self.source[r]}" for r in rows[member]])
                    _, inverse, counts = np.unique(names, return_inverse=True, return_counts=True)
                    weight[member] = share / len(counts) / counts[inverse]
            weight[member_of_emotion] /= weight[member_of_emotion].sum()
        return weight / weight.sum()


@torch.no_grad()
def plain(picture):
    """Unaugmented: over light grey."""
    small = F.interpolate(picture.float() / 255, size=SIZE, mode="area")
    return small[:, :3] + (1 - small[:, 3:]) * 0.9


def train(art, rows, steps, batch, rate, seed, report, weights_before=None):
    torch.manual_seed(seed)
    generator, random = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    judge = ExpressionJudge().to(memory_format=torch.channels_last)
    if weights_before:
        judge.load_state_dict(weights_before)
    optimizer = torch.optim.AdamW(judge.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    weights, start, running = art.weights(rows), time.time(), 0.0
    for step in range(steps):
        pick = rows[random.choice(len(rows), batch, p=weights)]
        image = augmented(art.picture[pick].float() / 255, generator).contiguous(memory_format=torch.channels_last)
        # Half precision in the convolutions halves the time of a step on a CPU that has it.
        with torch.autocast("cpu", torch.bfloat16):
            logits = judge(image)
        loss = F.cross_entropy(logits.float(), torch.from_numpy(art.emotion[pick]), label_smoothing=SMOOTHING)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        running += 0.02 * (loss.item() - running) if step else loss.item()
        if (step + 1) % report == 0:
            print(f"  step {step + 1} loss {running:.3f} {time.time() - start:.0f} s", flush=True)
    return judge.eval()


@torch.no_grad()
def read(judge, pictures):
    """The emotion that the judge reads from each picture."""
    return torch.cat([judge(plain(part)).argmax(1) for part in pictures.split(256)]).numpy()


def held_out(art, right, seen):
    """Accuracies: on kinds of emoji, on expressions of known styles, and the mean over styles that the network did not see."""
    known = np.isin(art.source, EXPRESSION_STYLES)
    styles = [right[seen & (art.source == s)].mean() for fold in STYLE_FOLDS for s in fold if (seen & (art.source == s)).any()]
    return {"emoji": float(right[seen & (art.group == "emoji")].mean()), "avatars": float(right[seen & known].mean()),
            "styles": float(np.mean(styles))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--resume", action="store_true", help="go on from WORK/expression.pt, at two thirds of the rate")
    args = parser.parse_args()
    torch.set_num_threads(1)
    art = Art(args.work)
    fold = np.array([fold_of(k, s, args.folds) for k, s in zip(art.kind, art.source)])
    before = torch.load(os.path.join(args.work, "expression.pt"), map_location="cpu") if args.resume else None
    seed, rate = (args.seed + 100, args.rate * 2 / 3) if before else (args.seed, args.rate)
    judges, accuracy = [], {}
    right = np.zeros(len(fold), bool)
    for k in range(args.folds):
        print(f"expression judge, fold {k}", flush=True)
        judge = train(art, np.where(fold != k)[0], args.steps, args.batch, rate, seed + k, 100, before and before["judges"][k])
        judges.append(judge)
        held = np.where(fold == k)[0]
        right[held] = read(judge, art.picture[held]) == art.emotion[held]
        accuracy = held_out(art, right, (fold >= 0) & (fold <= k))
        print(f"  held-out so far: {accuracy}", flush=True)
        steps = args.steps + (before["steps"] if before else 0)
        state = {"judges": [j.state_dict() for j in judges], "heldOut": accuracy, "steps": steps, "seed": args.seed, "folds": args.folds,
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
