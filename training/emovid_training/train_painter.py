"""Stage 4: the painter, across clips and identities: wipe the features of one face and draw another's expression on it.

Reference and target are always of one head (two yellow faces, two frames of cats, one avatar); the expression's code is read
from the target, or, so that no identity can hide in it, from another character in the same expression: another avatar of the
style, or a sticker of the emotion that the avatar's expression is of.

One command: python3 -m emovid_training.train_painter --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
Writes WORK/painter.pt, resumable at any time.
"""
import argparse
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from .labels import EMOTIONS
from .painter_networks import CROP, INK, ExpressionEncoder, FaceReader, Painter, edge_window, enlarge, paint_of, skin_under
from .presets import preset
from .recolor import recolored, turned
from .training_loop import Run, arguments

# What a batch is made of: yellow faces, cats, avatars; and how many of the first two are given skin of another colour.
YELLOW, CAT, RECOLORED = 0.38, 0.04, 0.35


# What painting costs beside the error that it saves, a cell: faint paint over wide areas is not worth it, a tint is nearly free.
MASK_COST, INK_COST = 0.12, 0.12


class PainterModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.reader, self.painter = ExpressionEncoder(), FaceReader(), Painter()

    def draw(self, reference, shape):
        """The reference crop [B, 4, 96, 96] with the shape drawn on it; also mask, wiped and tint."""
        crop = F.avg_pool2d(reference, INK // CROP)
        style, local, wiped = self.reader(crop)
        skin = skin_under(crop, wiped)
        ink, tint = self.painter(shape, style, local, wiped, skin)
        mask, color = paint_of(ink, wiped, skin, crop[:, 3:], torch.ones_like(ink[:, :1]))
        tint = 1 + (enlarge(tint, INK) - 1) * edge_window(INK, tint.device)
        rgb = torch.minimum(((1 - mask) * reference[:, :3] + mask * color) * tint, reference[:, 3:])
        return torch.cat([rgb, reference[:, 3:]], 1), mask, wiped, tint, ink


class CropSampler:
    """Draws (reference, target, code source) triples of crops."""

    def __init__(self, path: str, seed: int, device="cpu"):
        with np.load(path) as data:
            self.data = {name: data[name] for name in ("crop", "head", "clip", "frame", "identity", "expression", "emotion", "heads")}
        self.random, self.device = np.random.default_rng(seed), device
        d = self.data
        self.rows = {head: np.where(d["head"] == head)[0] for head in range(len(d["heads"]))}
        self.avatar_heads = [h for h in range(2, len(d["heads"])) if len(self.rows[h])]
        self.by_clip = {clip: np.where(d["clip"] == clip)[0] for clip in np.unique(d["clip"]) if clip}
        self.by_identity = {i: np.where(d["identity"] == i)[0] for i in np.unique(d["identity"][d["clip"] == ""])}
        self.clips = {h: sorted({c for c in d["clip"][self.rows[h]]}) for h in (0, 1)}
        emotion_of = {c: int(d["emotion"][rows[0]]) for c, rows in self.by_clip.items()}
        # Every emotion's clips together count the same, and all unlabelled ones as much as one and a half.
        self.weights = {}
        for h in (0, 1):
            counts = np.bincount([emotion_of[c] + 1 for c in self.clips[h]], minlength=9)
            w = np.array([(1.5 if emotion_of[c] < 0 else 1.0) / counts[emotion_of[c] + 1] for c in self.clips[h]])
            self.weights[h] = w / w.sum() if len(w) else w
        # To the stickers of an emotion every avatar answers with one expression, the first of that emotion in the table.
        self.sources = {k: [c for c in self.clips[0] if emotion_of[c] == k] for k in range(len(EMOTIONS))}
        self.answers = {}
        for head in self.avatar_heads:
            for k in range(len(EMOTIONS)):
                rows = self.rows[head][d["emotion"][self.rows[head]] == k]
                if len(rows) and self.sources[k]:
                    first = d["expression"][rows[0]]
                    self.answers.setdefault(head, []).append((k, rows[d["expression"][rows] == first]))

    def clip_frame(self, head, clip=None):
        clip = clip or self.clips[head][self.random.choice(len(self.clips[head]), p=self.weights[head])]
        rows = self.by_clip[clip]
        return rows[self.random.integers(len(rows))]

    def triple(self):
        random, d = self.random, self.data
        kind = random.random()
        if kind < YELLOW + CAT or not self.avatar_heads:
            head = 1 if kind > YELLOW and self.clips[1] else 0
            target = self.clip_frame(head)
            reference = self.clip_frame(head, d["clip"][target] if random.random() < 0.1 else None)
            return reference, target, target
        head = self.avatar_heads[random.choice(len(self.avatar_heads), p=self.avatar_shares())]
        answers = self.answers.get(head)
        if answers and random.random() < 0.55:
            emotion, rows = answers[random.integers(len(answers))]
            target, clips = rows[random.integers(len(rows))], self.sources[emotion]
            source = self.clip_frame(0, clips[random.integers(len(clips))])
        else:
            target = self.rows[head][random.integers(len(self.rows[head]))]
            same = self.rows[head][d["expression"][self.rows[head]] == d["expression"][target]]
            source = same[random.integers(len(same))]
        mine = self.by_identity[d["identity"][target]]
        return mine[random.integers(len(mine))], target, source

    def avatar_shares(self):
        # By the number of expressions; drawn faces on things half as often again, since they stand for all styles that are not known.
        shares = np.array([len(np.unique(self.data["expression"][self.rows[h]])) * (1.5 if self.data["heads"][h] == "things" else 1)
                           for h in self.avatar_heads], float)
        return shares / shares.sum()

    def draw(self, batch: int):
        triples = np.array([self.triple() for _ in range(batch)])
        crops = torch.from_numpy(self.data["crop"][triples.reshape(-1)].reshape(batch, 12, INK, INK)).to(self.device).float() / 255
        random = self.random
        theta = torch.zeros(batch, 2, 3)
        # The finder's frame is never exact: the painter sees it a little off, reference and target alike.
        scale = torch.from_numpy(random.uniform(0.94, 1.06, batch)).float()
        theta[:, 0, 0] = scale * torch.from_numpy(np.where(random.random(batch) < 0.5, -1.0, 1.0)).float()
        theta[:, 1, 1] = scale
        theta[:, :, 2] = torch.from_numpy(random.uniform(-0.06, 0.06, (batch, 2))).float()
        grid = F.affine_grid(theta.to(self.device), (batch, 12, INK, INK), align_corners=False)
        crops = F.grid_sample(crops, grid, padding_mode="border", align_corners=False)
        light = torch.from_numpy(np.where(random.random((batch, 1)) < 0.4, random.uniform(0.75, 1.05, (batch, 3)), 1.0)).float().to(self.device)
        reference, target, source = crops.split(4, 1)
        skin = turned(batch, random, RECOLORED)
        skin[torch.from_numpy(self.data["head"][triples[:, 0]] > 1)] = torch.eye(3)
        reference, target = recolored(reference, skin), recolored(target, skin)
        reference = torch.cat([reference[:, :3] * light[:, :, None, None], reference[:, 3:]], 1)
        target = torch.cat([target[:, :3] * light[:, :, None, None], target[:, 3:]], 1)
        return reference, target, source


def disc(device):
    """1 where the painter answers for the picture: the face frame's disc."""
    v = ((torch.arange(INK, dtype=torch.float32, device=device) + 0.5) / INK * 2 - 1) * 1.08
    return ((1.02 - torch.sqrt(v.view(-1, 1) ** 2 + v.view(1, -1) ** 2)) * 20).clamp(0, 1)


def edges(x):
    return x[:, :, :, 1:] - x[:, :, :, :-1], x[:, :, 1:] - x[:, :, :-1]


def loss_of(model, reference, target, source, noise=0.06):
    shape = model.encoder(F.avg_pool2d(source, INK // CROP))
    if model.training:
        shape = shape + noise * torch.randn_like(shape)
    out, mask, wiped, tint, ink = model.draw(reference, shape)
    # Only what both pictures have: hands, hats and the body behind are not the painter's to change.
    here = disc(out.device) * (reference[:, 3:] * target[:, 3:])
    change = F.max_pool2d((reference[:, :3] - target[:, :3]).abs().amax(1, keepdim=True), 5, 1, 2)
    weight = here * (0.4 + 3 * change.clamp(max=0.7))
    a, b = out[:, :3], target[:, :3]
    fit = ((a - b).abs() * weight).mean()
    edge = sum(((x - y).abs() * w).mean() for x, y, w in zip(edges(a), edges(b), (weight[:, :, :, 1:], weight[:, :, 1:])))
    coarse = 0
    a, b, here = a * here, b * here, here
    for _ in range(3):
        a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
        coarse = coarse + (a - b).abs().mean()
    loss = (fit + edge + 0.7 * coarse + MASK_COST * mask.mean() + INK_COST * ink[:, 3].mean() + 0.003 * (tint - 1).abs().mean()
            + 0.001 * (shape * shape).mean())
    return loss, out, mask


@torch.no_grad()
def validate(model, sampler, batches=4):
    """Error inside the disc, of the drawing and of the untouched reference, and the painted share of the face."""
    rows = []
    for _ in range(batches):
        reference, target, source = sampler.draw(24)
        _, out, mask = loss_of(model, reference, target, source)
        here = disc(out.device) * reference[:, 3:] * target[:, 3:]
        def error(x):
            return (((x[:, :3] - target[:, :3]) ** 2 * here).sum((1, 2, 3)) / (3 * here.sum((1, 2, 3)) + 1)).mean()
        rows.append(torch.stack([error(out), error(reference), (mask * here).sum() / here.sum()]))
    drawn, copied, share = torch.stack(rows).mean(0).tolist()
    return {"drawn_db": round(-10 * np.log10(drawn), 2), "copy_db": round(-10 * np.log10(copied), 2), "painted": round(share, 3)}


def load_painter(work: str) -> PainterModel:
    model = PainterModel()
    model.load_state_dict(torch.load(os.path.join(work, "painter.pt"), map_location="cpu")["average"])
    return model.eval()


def main():
    args = arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    config = preset(args.preset)["painter"]
    run = Run(args, config, PainterModel(), "painter.pt")
    train = CropSampler(os.path.join(args.work, "crops.npz"), args.seed + run.start, run.device)
    held = os.path.join(args.work, "crops_test.npz")
    held_out = CropSampler(held if os.path.exists(held) else os.path.join(args.work, "crops.npz"), 12345, run.device)
    freeze = int(run.steps * config["freeze"])

    def step(model, number):
        # From here on the codes stand still: windows, teacher and student can be made while the painter refines.
        if number >= freeze and next(model.encoder.parameters()).requires_grad:
            model.encoder.load_state_dict({k[8:]: v for k, v in run.average.items() if k.startswith("encoder.")})
            model.encoder.requires_grad_(False)
            print(f"encoder frozen at step {number}", flush=True)
        return loss_of(model, *train.draw(config["batch"]))[0]

    run.go(step, lambda model: validate(model, held_out))


if __name__ == "__main__":
    main()
