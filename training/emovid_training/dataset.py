"""The decoded corpus, the split, and the pairs that the motion autoencoder learns from."""
import hashlib
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

TEST_SHARE = 0.15
# The demo's stills and their relatives: never trained on, whatever the hash says.
DEMO_KEYS = {"1f642", "1f436", "1f98a", "2615", "1f610", "1f431", "1f415"}


def is_test(key: str) -> bool:
    """One split by code point for every stage: 15 % by hash, plus the stills that the demo shows."""
    if key in DEMO_KEYS:
        return True
    digest = hashlib.sha256(("emovid-split-1:" + key).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2 ** 32 < TEST_SHARE


def is_face(concept) -> bool:
    return concept["group"] == "smileys-emotion" and ("face" in concept["subgroup"])


class Corpus:
    def __init__(self, work: str):
        with open(os.path.join(work, "corpus.json"), encoding="utf-8") as stream:
            meta = json.load(stream)
        self.size, self.concepts = meta["size"], meta["concepts"]
        shape = (meta["total"], 4, self.size, self.size)
        self.frames = np.memmap(os.path.join(work, "frames.u8"), dtype=np.uint8, mode="r", shape=shape)
        self.train = [c for c in self.concepts if not is_test(c["key"])]
        self.test = [c for c in self.concepts if is_test(c["key"])]

    def hash(self) -> str:
        """SHA-256 over the source files' hashes: names the exact corpus."""
        return hashlib.sha256("".join(c["sha256"] for c in self.concepts).encode()).hexdigest()

    def clip(self, concept) -> torch.Tensor:
        frames = self.frames[concept["first"]: concept["first"] + concept["frames"]]
        return torch.from_numpy(np.array(frames)).float() / 255


class PairSampler:
    """Draws (still, frame) pairs from single clips, more often hard ones, with the same augmentation on both."""

    def __init__(self, corpus: Corpus, concepts, seed: int, device="cpu"):
        self.corpus, self.concepts, self.device = corpus, concepts, device
        self.random = np.random.default_rng(seed)
        weight = {"smileys-emotion": 3.0, "animals-nature": 2.0, "people-body": 0.7}
        w = np.array([weight.get(c["group"], 0.8) * (1.5 if is_face(c) else 1.0) for c in concepts])
        self.weights = w / w.sum()
        self.thumbs = corpus.frames[:, :, ::4, ::4].astype(np.int16)

    def draw(self, batch: int):
        random, frames = self.random, self.corpus.frames
        stills, targets = np.empty((batch, 4, 64, 64), np.uint8), np.empty((batch, 4, 64, 64), np.uint8)
        for i, row in enumerate(random.choice(len(self.concepts), batch, p=self.weights)):
            concept = self.concepts[row]
            first, count = concept["first"], concept["frames"]
            still = first if random.random() < 0.4 else first + random.integers(count)
            candidates = first + random.integers(count, size=1 if random.random() < 0.35 else 5)
            change = np.abs(self.thumbs[candidates] - self.thumbs[still]).mean((1, 2, 3))
            stills[i], targets[i] = frames[still], frames[candidates[change.argmax()]]
        pair = torch.from_numpy(np.concatenate([stills, targets], 1)).to(self.device).float() / 255
        return self.augment(pair)

    def augment(self, pair):
        batch, random = len(pair), self.random
        flip = torch.from_numpy(random.random(batch) < 0.5).to(pair.device)
        pair = torch.where(flip[:, None, None, None], pair.flip(3), pair)
        recolor = torch.from_numpy(random.random(batch) < 0.25).to(pair.device)[:, None, None, None]
        order = torch.from_numpy(random.permutation(3)).to(pair.device)
        shuffled = torch.cat([pair[:, :3][:, order], pair[:, 3:4], pair[:, 4:7][:, order], pair[:, 7:]], 1)
        pair = torch.where(recolor, shuffled, pair)
        # Placement: the same similarity on both, so that art may stand anywhere on the canvas.
        scale = torch.from_numpy(random.uniform(0.85, 1.35, batch)).float().to(pair.device)
        shift = torch.from_numpy(random.uniform(-0.15, 0.15, (batch, 2))).float().to(pair.device)
        theta = torch.zeros(batch, 2, 3, device=pair.device)
        theta[:, 0, 0], theta[:, 1, 1], theta[:, :, 2] = scale, scale, shift
        grid = F.affine_grid(theta, pair.shape, align_corners=False)
        pair = F.grid_sample(pair, grid, padding_mode="zeros", align_corners=False)
        return pair[:, :4].contiguous(), pair[:, 4:].contiguous()
