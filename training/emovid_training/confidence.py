"""Stage 2b: how familiar a still is. A logistic layer over the appearance network's pooled features.

Familiar are the faces that the renderer learnt to paint on; everything else in the corpus, the same faces in foreign
colours, and flat shapes are not. Unfamiliar art moves by its body alone: no local flow, no paint.
One command: python3 -m emovid_training.confidence --work WORK [--seed 1]
"""
import argparse
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from .dataset import Corpus, is_face
from .windows import load_autoencoder


class Confidence(nn.Module):
    """[B, 4, 64, 64] → [B, 1] in 0-1."""

    def __init__(self, appearance):
        super().__init__()
        self.appearance = appearance
        self.register_buffer("mean", torch.zeros(128)), self.register_buffer("deviation", torch.ones(128))
        self.layer = nn.Linear(128, 1)

    def forward(self, image):
        _, pooled = self.appearance.trunk(image)
        # Half the logit's scale beyond the threshold: a still must be clearly familiar before anything is painted.
        return torch.sigmoid(2 * self.layer((pooled - self.mean) / self.deviation) - 2)


def load_confidence(work: str) -> Confidence:
    model = Confidence(load_autoencoder(work).appearance)
    state = torch.load(os.path.join(work, "confidence.pt"), map_location="cpu")
    model.load_state_dict({**model.state_dict(), **state})
    return model.eval()


def place(image, random):
    """A similarity of the canvas, as a host might place the still."""
    scale, shift = random.uniform(0.95, 1.35), random.uniform(-0.08, 0.08, 2)
    theta = torch.tensor([[[scale, 0, shift[0]], [0, scale, shift[1]]]], dtype=torch.float32)
    return F.grid_sample(image, F.affine_grid(theta, image.shape, align_corners=False), padding_mode="zeros", align_corners=False)


def shapes(random):
    """Flat discs, boxes and gradients: round and yellow is not yet a face."""
    axis = (torch.arange(64).float() + 0.5) / 64 - 0.5
    x, y = axis.view(1, -1), axis.view(-1, 1)
    radius = random.uniform(0.2, 0.45)
    inside = ((x * x + y * y) < radius ** 2) if random.random() < 0.6 else ((x.abs() < radius) & (y.abs() < radius))
    color = torch.tensor(random.random(3), dtype=torch.float32).view(3, 1, 1)
    if random.random() < 0.4:
        color = torch.tensor([1.0, 0.8, 0.2]).view(3, 1, 1)
    shade = 1 + 0.3 * float(random.normal()) * (y + x).clamp(-1, 1)
    alpha = inside.float()[None]
    return torch.cat([(color * shade).clamp(0, 1) * alpha, alpha])[None]


def examples(corpus, concepts, random, count):
    faces = [c for c in concepts if is_face(c) and "monkey" not in c["subgroup"] and "cat" not in c["subgroup"]]
    others = [c for c in concepts if not is_face(c)] + [c for c in concepts if "cat-face" in c["subgroup"] or "monkey" in c["subgroup"]]
    images, labels = [], []
    for _ in range(count):
        kind = random.random()
        pool = faces if kind < 0.6 or not others else others
        concept = pool[random.integers(len(pool))]
        frame = corpus.frames[concept["first"] + random.integers(concept["frames"])]
        image = place(torch.from_numpy(np.array(frame))[None].float() / 255, random)
        label = 1.0 if kind < 0.45 else 0.0
        if 0.45 <= kind < 0.6:
            order = [[1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 2, 1], [1, 0, 2]][random.integers(5)]
            image = torch.cat([image[:, order], image[:, 3:]], 1)
        if kind > 0.9:
            image = shapes(random)
        images.append(image), labels.append(label)
    return torch.cat(images), torch.tensor(labels)[:, None]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3000)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    corpus = Corpus(args.work)
    model = Confidence(load_autoencoder(args.work).appearance)

    def pooled(concepts, count):
        images, labels = examples(corpus, concepts, random, count)
        with torch.no_grad():
            return torch.cat([model.appearance.trunk(part)[1] for part in images.split(100)]), labels

    x, y = pooled(corpus.train, args.examples)
    model.mean.copy_(x.mean(0)), model.deviation.copy_(x.std(0) + 1e-3)
    x = (x - model.mean) / model.deviation
    optimizer = torch.optim.Adam(model.layer.parameters(), lr=0.02, weight_decay=1e-3)
    for _ in range(600):
        loss = F.binary_cross_entropy_with_logits(model.layer(x), y)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
    x, y = pooled(corpus.test or corpus.train, 600)
    with torch.no_grad():
        out = torch.sigmoid(2 * model.layer((x - model.mean) / model.deviation) - 2)
    print(f"confidence: held-out faces median {out[y == 1].median():.3f}, everything else median {out[y == 0].median():.3f}, "
          f"95th percentile {out[y == 0].quantile(0.95):.3f}")
    torch.save({k: v for k, v in model.state_dict().items() if not k.startswith("appearance.")}, os.path.join(args.work, "confidence.pt"))


if __name__ == "__main__":
    main()
