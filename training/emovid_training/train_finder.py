"""Stage 5: the face finder: the face frame of a still, whether the painter knows such faces, and the kind of its art.

Known are the yellow faces (the plain ones, placed by their fitted outline) and cats, with skin of any colour and with or without horns,
ears and hats, the avatars of the generator's styles, and drawn faces on things of any form.
Unknown is everything else of the generator's stickers, known faces upside down, and flat shapes: round and yellow is not yet a face.
Unknown art is not painted on.

One command: python3 -m emovid_training.train_finder --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
"""
import argparse
import os

import numpy as np
import torch
import torch.nn.functional as F

from .crops import CATS
from .dataset import Corpus, is_face
from .face_finder import SIGHT, FaceFinder
from .pasted_faces import blob, over, paste
from .presets import preset
from .recolor import recolored, turned
from .training_loop import Run, arguments

HORNED = "1f479 1f47a".split()
GROUPS = ["yellow", "cat", "avatar", "smileys-emotion", "people-body", "animals-nature", "travel-places", "objects", "food-drink", "other"]


def shapes(random):
    """A flat disc or box, as often as not yellow: [4, 64, 64]."""
    axis = (torch.arange(SIGHT).float() + 0.5) / SIGHT - 0.5
    x, y = axis.view(1, -1), axis.view(-1, 1)
    radius = random.uniform(0.2, 0.45)
    inside = ((x * x + y * y) < radius ** 2) if random.random() < 0.6 else ((x.abs() < radius) & (y.abs() < radius))
    color = torch.tensor(random.random(3), dtype=torch.float32).view(3, 1, 1)
    if random.random() < 0.4:
        color = torch.tensor([1.0, 0.75, 0.2]).view(3, 1, 1)
    shade = 1 + 0.3 * float(random.normal()) * (y + x).clamp(-1, 1)
    alpha = inside.float()[None]
    return torch.cat([(color * shade).clamp(0, 1) * alpha, alpha])


def attire(face, color, random):
    """What stands out from behind a head: horns, ears, a hat or hair, as often as not a pair of the head's own colour: [4, 64, 64]."""
    cx, cy, r = face
    axis = (torch.arange(SIGHT).float() + 0.5) / SIGHT
    x, y = axis.view(1, -1).expand(SIGHT, SIGHT), axis.view(-1, 1).expand(SIGHT, SIGHT)
    picture, width, height = torch.zeros(4, SIGHT, SIGHT), random.uniform(0.12, 0.6) * r, random.uniform(0.2, 0.9) * r
    across, up = random.uniform(0.2, 0.95) * r, random.uniform(0.55, 1.1) * r
    own = random.random() < 0.5
    for side in (-1, 1) if random.random() < 0.75 else (random.choice((-1, 1)),):
        part = blob(x, y, random, cx + side * across, cy - up, width, height)
        if own:
            part = torch.cat([part[3:] * color.view(3, 1, 1) * random.uniform(0.7, 1.1), part[3:]]).clamp(0, 1)
        picture = over(part, picture)
    return picture


class FinderSampler:
    """Draws (still, face, known, kind); `face` counts only where `known` is 1."""

    def __init__(self, corpus, concepts, crops_path, seed, device="cpu"):
        self.corpus, self.random, self.device = corpus, np.random.default_rng(seed), device
        with np.load(crops_path) as data:
            self.faces = {name[5:]: data[name] for name in data.files if name.startswith("face_")}
            self.canvas, self.place = data["canvas"], data["place"]
            self.bank, self.bank_face = data["bank"], data["bank_face"]
        self.known = [c for c in concepts if c["key"] in self.faces]
        # Faces with hats, hands or glasses, and horned ones: a face, but not one whose frame was fitted; they teach neither yes nor no.
        # The finder must tell the painter's heads from those of animals and people above all.
        self.others = [c for c in concepts if c["key"] not in self.faces and c["key"] not in HORNED
                       and not (is_face(c) and c["subgroup"] not in ("face-costume", "monkey-face"))]
        weights = np.array([3.0 if c["group"] in ("animals-nature", "smileys-emotion") else 1.0 for c in self.others])
        self.other_weights = weights / weights.sum()

    def one(self):
        random, kind = self.random, self.random.random()
        if kind < 0.25 and self.known:
            concept = self.known[random.integers(len(self.known))]
            frame = int(random.integers(concept["frames"]))
            x, y, rx, ry, _ = self.faces[concept["key"]][frame]
            image = torch.from_numpy(np.array(self.corpus.frames[concept["first"] + frame])).float() / 255
            group = 1 if concept["key"] in CATS else 0
            face, known = (x, y, (rx + ry) / 2), 1.0
        elif kind < 0.4:
            image, face = paste(self.bank[random.integers(len(self.bank))], self.bank_face, random)
            known, group = 1.0, 2
        elif kind < 0.6 and len(self.canvas):
            row = random.integers(len(self.canvas))
            image = F.avg_pool2d(torch.from_numpy(self.canvas[row]).float() / 255, self.canvas.shape[-1] // SIGHT)
            face, known, group = tuple(self.place[row]), 1.0, 2
        elif kind < 0.94 and self.others:
            concept = self.others[random.choice(len(self.others), p=self.other_weights)]
            image = torch.from_numpy(np.array(self.corpus.frames[concept["first"] + random.integers(concept["frames"])])).float() / 255
            face, known = (0.5, 0.5, 0.3), 0.0
            group = GROUPS.index(concept["group"]) if concept["group"] in GROUPS else 9
        else:
            return shapes(random), (0.5, 0.5, 0.3), 0.0, 9
        if known and group < 2:
            image = recolored(image[None], turned(1, random, 0.4))[0]
            if random.random() < 0.45:
                image = over(image, attire(face, image[:3].sum((1, 2)) / image[3].sum(), random))
        # A twelfth of the known faces turned over: then unknown.
        if known and random.random() < 0.08:
            image, known = image.flip(1), 0.0
        return image, face, known, group

    def draw(self, batch):
        rows = [self.one() for _ in range(batch)]
        images = torch.stack([row[0] for row in rows]).to(self.device)
        face = torch.tensor([row[1] for row in rows], dtype=torch.float32)
        random = self.random
        flip = torch.from_numpy(np.where(random.random(batch) < 0.5, -1.0, 1.0)).float()
        scale = torch.from_numpy(random.uniform(0.95, 1.75, batch)).float()
        shift = torch.from_numpy(random.uniform(-0.2, 0.2, (batch, 2))).float()
        theta = torch.zeros(batch, 2, 3)
        theta[:, 0, 0], theta[:, 1, 1], theta[:, :, 2] = scale * flip, scale, shift
        images = F.grid_sample(images, F.affine_grid(theta.to(self.device), images.shape, align_corners=False), padding_mode="zeros", align_corners=False)
        centre = face[:, :2] * 2 - 1
        face = torch.stack([((centre[:, 0] - shift[:, 0]) / (scale * flip) + 1) / 2, ((centre[:, 1] - shift[:, 1]) / scale + 1) / 2, face[:, 2] / scale], 1)
        if random.random() < 0.5:
            light = torch.from_numpy(random.uniform(0.8, 1.05, (batch, 3, 1, 1))).float().to(self.device)
            images = torch.cat([torch.minimum(images[:, :3] * light, images[:, 3:]), images[:, 3:]], 1)
        known = torch.tensor([[row[2]] for row in rows])
        kind = torch.tensor([row[3] for row in rows])
        return images, face.to(self.device), known.to(self.device), kind.to(self.device)


def loss_of(model, images, face, known, kind):
    found, logit, embedding = model(images)
    off = (found[:, :2] - face[:, :2]).abs().sum(1, keepdim=True) / face[:, 2:] + (found[:, 2:] / face[:, 2:]).log().abs()
    return ((off * known).sum() / known.sum().clamp_min(1) + F.binary_cross_entropy_with_logits(logit, known)
            + 0.3 * F.cross_entropy(model.kind(embedding), kind))


@torch.no_grad()
def validate(model, sampler, batches=8):
    off, yes, no = [], [], []
    for _ in range(batches):
        images, face, known, _ = sampler.draw(32)
        found, logit, _ = model(images)
        rows = known[:, 0] > 0
        off.append(((found - face).abs() / face[:, 2:])[rows])
        yes.append(torch.sigmoid(logit)[rows]), no.append(torch.sigmoid(logit)[~rows])
    off, yes, no = torch.cat(off).mean(0), torch.cat(yes), torch.cat(no)
    return {"off_radii": [round(v, 3) for v in off.tolist()], "known_above_half": round((yes > 0.5).float().mean().item(), 3),
            "unknown_above_half": round((no > 0.5).float().mean().item(), 3)}


def load_finder(work: str) -> FaceFinder:
    model = FaceFinder()
    model.load_state_dict(torch.load(os.path.join(work, "finder.pt"), map_location="cpu")["average"])
    return model.eval()


def main():
    args = arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    config = preset(args.preset)["finder"]
    run = Run(args, config, FaceFinder(), "finder.pt")
    corpus = Corpus(args.work)
    crops, held = (os.path.join(args.work, name) for name in ("crops.npz", "crops_test.npz"))
    train = FinderSampler(corpus, corpus.train, crops, args.seed + run.start, run.device)
    held_out = FinderSampler(corpus, corpus.test or corpus.train, held if os.path.exists(held) else crops, 12345, run.device)
    run.go(lambda model, _: loss_of(model, *train.draw(config["batch"])), lambda model: validate(model, held_out))


if __name__ == "__main__":
    main()
