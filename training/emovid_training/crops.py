"""Stage 3: faces in their own frames, for the painter.

Every frame of the yellow faces and cats is brought into the face frame: an ellipse is fitted to the head's outline, and the
head's roll is taken from the body code, so that what remains is expression. Avatars of the generator's styles and identities are
rasterised in every expression of the table; their face frames are known.

  crops.npz  crop [N, 4, 96, 96] uint8 premultiplied; head (0 yellow, 1 cat, 2… avatar styles), clip, frame, identity, expression,
             emotion of each; canvas [M, 4, 128, 128] and place [M, 3] of the avatars; face_KEY [frames, 5] of the clips; bank
             [K, 4, 128, 128], features without a face (pasted_faces), and bank_face, their face frame

One command: python3 -m emovid_training.crops --work WORK --styles FOLDER --labels labels
"""
import argparse
import csv
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch
import torch.nn.functional as F

from . import pasted_faces
from .avatars import Style, load_table, rasterize
from .dataset import Corpus, avatar_set
from .labels import EMOTIONS, NEUTRAL
from .networks import silhouette
from .painter_networks import INK, MARGIN
from .train_body import load_body

# Heads without hats, hands, glasses and masks, by which a painter can learn what a face of this head looks like.
PLAIN = """1f600 1f601 1f602 1f603 1f604 1f605 1f606 1f609 1f60a 1f60b 1f60c 1f60d 1f60f 1f610 1f612 1f613 1f614 1f615 1f616
1f617 1f618 1f619 1f61a 1f61b 1f61c 1f61d 1f61e 1f61f 1f620 1f621 1f622 1f623 1f624 1f625 1f626 1f627 1f628 1f629 1f62a 1f62b
1f62c 1f62d 1f62e-200d-1f4a8 1f62e 1f62f 1f630 1f632 1f633 1f634 1f635 1f635-200d-1f4ab 1f636 1f641 1f642 1f644 1f911 1f922 1f924
1f928 1f929 1f92a 1f92e 1f970 1f971 1f972 1f974 1f975 1f976 1f97a 2639 263a""".split()
CATS = "1f638 1f639 1f63a 1f63b 1f63c 1f63d 1f63e 1f63f 1f640".split()
HEADS = ["yellow", "cat"]


def fit_ellipse(alpha: np.ndarray):
    """[n, n] alpha 0-255 → centre x, y and half width, half height of the head, in picture widths: an upright ellipse fitted to
    the outline, points that stick out of it (tears, hearts, a halo) left out step by step."""
    size, inside = alpha.shape[0], alpha >= 128
    points = []
    for axis in (0, 1):
        mask = inside if axis == 0 else inside.T
        rows = np.where(mask.any(1))[0]
        first, last = mask.argmax(1)[rows], size - mask[:, ::-1].argmax(1)[rows]
        for along in (first, last):
            pair = np.stack([along, rows + 0.5], 1)
            points.append(pair if axis == 0 else pair[:, ::-1])
    points = np.concatenate(points).astype(np.float64)
    low, high = np.percentile(points, 4, axis=0), np.percentile(points, 96, axis=0)
    center, radius = (low + high) / 2, (high - low) / 2 * 1.03
    for _ in range(12):
        off = np.abs(np.hypot(*((points - center) / radius).T) - 1)
        near = points[off <= max(0.02, np.percentile(off, 70))]
        x, y = (near - center).T
        solution, *_ = np.linalg.lstsq(np.stack([x * x, y * y, x, y], 1), np.ones(len(near)), rcond=None)
        a, b, c, d = solution
        if a <= 0 or b <= 0:
            break
        level = 1 + c * c / (4 * a) + d * d / (4 * b)
        center = center + [-c / (2 * a), -d / (2 * b)]
        radius = np.sqrt([level / a, level / b])
    return np.concatenate([center, radius]) / size


def sample(frames: torch.Tensor, face: torch.Tensor) -> torch.Tensor:
    """frames [T, 4, n, n] and face [T, 5] (x, y, rx, ry in picture widths, roll) → crops [T, 4, 96, 96]."""
    axis = ((torch.arange(INK, dtype=torch.float32) + 0.5) / INK * 2 - 1) * MARGIN
    u, v = axis.view(1, 1, -1), axis.view(1, -1, 1)
    cos, sin = torch.cos(face[:, 4]).view(-1, 1, 1), torch.sin(face[:, 4]).view(-1, 1, 1)
    x = face[:, 0].view(-1, 1, 1) + face[:, 2].view(-1, 1, 1) * (cos * u - sin * v)
    y = face[:, 1].view(-1, 1, 1) + face[:, 3].view(-1, 1, 1) * (sin * u + cos * v)
    grid = torch.stack([x, y], 3) * 2 - 1
    return F.grid_sample(frames, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


@torch.no_grad()
def rolls(body, clip) -> np.ndarray:
    """The head's roll in every frame relative to the first, radians, by the rotation in the body code's linear part."""
    box, code = silhouette(clip[:1]), 0.2 * body(clip[:1], clip).numpy()
    aspect = float(box[0, 2] / box[0, 3])
    return -np.arctan2(code[:, 8] / aspect - code[:, 2] * aspect, 2 + code[:, 1] + code[:, 9])


def face_frames(corpus, concept, body) -> np.ndarray:
    """[frames, 5]: x, y, rx, ry (canvas widths) and roll of the head in every frame."""
    clip = corpus.face_clip(concept)
    if concept["key"] in CATS:
        boxes = silhouette(torch.from_numpy(clip).float() / 255).numpy()
        ellipses = boxes * [1, 1, 0, 0] + boxes[:, 2:3] * [0, 0.06, 0.8, 0.8]
    else:
        ellipses = np.array([fit_ellipse(frame[3]) for frame in clip])
    # The outline of one frame may fool the fit; the head does not jump.
    steady = np.median([np.roll(ellipses, s, axis=0) for s in (-2, -1, 0, 1, 2)], 0)
    return np.concatenate([steady, rolls(body, corpus.clip(concept))[:, None]], 1)


def avatar_job(job):
    folder, style_name, number, entry, parts = job
    style = Style(folder, style_name)
    identity = style.identity(number, (*entry["components"], *entry["hidden"]))
    return rasterize(style.svg(identity, dict(zip(entry["components"], parts))), 256)


def avatars(folder, identities, processes, which="generator"):
    """Every generator identity of every generator style in every expression: crops, canvases, faces and what they are."""
    table, jobs, rows = load_table()["styles"], [], []
    for name, entry in table.items():
        if not os.path.exists(os.path.join(folder, name + ".json")):
            print(f"crops: {folder} has no {name}.json, going on without this style", flush=True)
            continue
        chosen = [n for n in range(10 * identities) if avatar_set(name, str(n)) == which][:identities]
        for number in chosen:
            for emotion in EMOTIONS + ["neutral"]:
                for parts in entry[emotion]:
                    jobs.append((folder, name, number, entry, parts))
                    rows.append((name, number, "+".join(parts), (EMOTIONS + ["neutral"]).index(emotion), entry["face"]))
    if not jobs:
        return None, []
    with ProcessPoolExecutor(processes) as pool:
        pictures = np.stack(list(pool.map(avatar_job, jobs, chunksize=8)))
    return pictures, rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--styles", required=True, help="src folder of @dicebear/styles")
    parser.add_argument("--labels", required=True, help="folder with mikels.csv")
    parser.add_argument("--identities", type=int, default=48, help="characters of each avatar style")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--set", dest="which", default="generator", help="generator, or test to look at")
    args = parser.parse_args()
    torch.set_num_threads(1)
    corpus, body = Corpus(args.work), load_body(args.work)
    with open(os.path.join(args.labels, "mikels.csv"), encoding="utf-8") as stream:
        labels = {row["key"]: EMOTIONS.index(row["mikels"]) for row in csv.DictReader(stream)}
    rows = {name: [] for name in ("crop", "head", "clip", "frame", "identity", "expression", "emotion")}

    def add(crop, head, clip, frame, identity, expression, emotion):
        for name, value in zip(rows, (crop, head, clip, frame, identity, expression, emotion)):
            rows[name].append(value)

    heads, faces = list(HEADS), {}
    for concept in corpus.train if args.which == "generator" else corpus.test:
        key = concept["key"]
        if concept["face"] is None or key not in PLAIN + CATS:
            continue
        face = face_frames(corpus, concept, body)
        faces["face_" + key] = face.astype(np.float32)
        crops = sample(torch.from_numpy(corpus.face_clip(concept)).float(), torch.from_numpy(face).float())
        for frame, crop in enumerate((crops + 0.5).byte().numpy()):
            add(crop, 0 if key in PLAIN else 1, key, frame, key, key, labels.get(key, -1))
    stickers = len(rows["crop"])
    pictures, named = avatars(args.styles, args.identities, args.processes, args.which)
    canvases, places = [], []
    for picture, (style, number, expression, emotion, face) in zip(pictures if pictures is not None else [], named):
        if style not in heads:
            heads.append(style)
        place = torch.tensor([[face[0], face[1], face[2], face[2], 0.0]])
        crop = sample(torch.from_numpy(picture)[None].float(), place)
        add((crop[0] + 0.5).byte().numpy(), heads.index(style), "", 0, f"{style}:{number}", expression, emotion if emotion < NEUTRAL else -1)
        canvases.append((torch.nn.functional.avg_pool2d(torch.from_numpy(picture).float(), 2) + 0.5).byte().numpy())
        places.append(face)
    bank, frame = pasted_faces.features(args.styles, 6 if args.identities > 8 else 1)
    if args.which == "generator":
        heads.append("things")
        for picture, face, number, expression, emotion in pasted_faces.things((bank, frame), 2 * args.identities):
            place = torch.tensor([[face[0], face[1], face[2], face[2], 0.0]])
            crop = sample(torch.from_numpy(picture)[None].float(), place)
            add((crop[0] + 0.5).byte().numpy(), heads.index("things"), "", 0, f"things:{number}", expression, emotion if emotion < NEUTRAL else -1)
    arrays = {name: np.array(values) for name, values in rows.items()}
    arrays.update(bank=bank, bank_face=frame)
    path = os.path.join(args.work, "crops.npz" if args.which == "generator" else f"crops_{args.which}.npz")
    np.savez(path + ".partial.npz", heads=np.array(heads), canvas=np.array(canvases, np.uint8), place=np.array(places, np.float32), **arrays, **faces)
    os.replace(path + ".partial.npz", path)
    print(f"crops: {stickers} of stickers, {len(rows['crop']) - stickers} of avatars, heads {heads}")


if __name__ == "__main__":
    main()
