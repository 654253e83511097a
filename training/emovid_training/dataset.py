"""The decoded corpus, the split, and the pairs that the motion autoencoder learns from."""
import hashlib
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

SPLIT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "split.json")


def load_split(path=SPLIT):
    """The committed split: {"generator": [keys], "judge": [keys], "test": [keys]}. Only `generator` may be trained on here."""
    with open(path, encoding="utf-8") as stream:
        split = json.load(stream)
    return {name: set(split[name]) for name in ("generator", "judge", "test")}


def avatar_set(style: str, identity: str, path=SPLIT) -> str:
    """The set of one seeded character of a style: generator, judge, test or none."""
    with open(path, encoding="utf-8") as stream:
        rule = json.load(stream)["avatars"]
    for name in ("judge", "test"):
        if style in rule["styles"][name]:
            return name
    if style not in rule["styles"]["generator"]:
        return "none"
    digest = hashlib.sha256(f"emovid-avatar-2:{style}:{identity}".encode()).digest()
    return "test" if int.from_bytes(digest[:6], "big") / 2 ** 48 < rule["testShareOfIdentities"] else "generator"


def is_face(concept) -> bool:
    return concept["group"] == "smileys-emotion" and ("face" in concept["subgroup"])


class Corpus:
    def __init__(self, work: str):
        with open(os.path.join(work, "corpus.json"), encoding="utf-8") as stream:
            meta = json.load(stream)
        self.size, self.concepts = meta["size"], meta["concepts"]
        shape = (meta["total"], 4, self.size, self.size)
        self.frames = np.memmap(os.path.join(work, "frames.u8"), dtype=np.uint8, mode="r", shape=shape)
        self.face_size = meta["faceSize"]
        shape = (meta["faceTotal"], 4, self.face_size, self.face_size)
        self.faces = np.memmap(os.path.join(work, "faces.u8"), dtype=np.uint8, mode="r", shape=shape) if meta["faceTotal"] else None
        split = load_split()
        self.train = [c for c in self.concepts if c["key"] in split["generator"]]
        self.test = [c for c in self.concepts if c["key"] in split["test"]]

    def hash(self) -> str:
        """SHA-256 over the source files' hashes: names the exact corpus."""
        return hashlib.sha256("".join(c["sha256"] for c in self.concepts).encode()).hexdigest()

    def clip(self, concept) -> torch.Tensor:
        frames = self.frames[concept["first"]: concept["first"] + concept["frames"]]
        return torch.from_numpy(np.array(frames)).float() / 255

    def face_clip(self, concept) -> np.ndarray:
        """[frames, 4, 128, 128] uint8 of a face concept."""
        return np.array(self.faces[concept["face"]: concept["face"] + concept["frames"]])


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
