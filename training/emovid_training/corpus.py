"""Stage 1: decode the animated-sticker corpus.

Reads the four unpacked `@lobehub/fluent-emoji-anim-N` packages (MIT, Microsoft's Fluent animated emoji) and the
concept index, composites every frame, and writes to the work folder

  frames.u8      [total_frames, 4, 64, 64] uint8, premultiplied sRGB-encoded RGBA (memory-mapped later)
  faces.u8       [face_frames, 4, 128, 128], the same of the faces only, from which the painter learns
  corpus.json    per concept: key, label, group, subgroup, first frame, frame count, frame milliseconds, SHA-256, and
                 "face", its first frame in faces.u8, or null

One command: python3 -m emovid_training.corpus --packs DIR --index INDEX.json --work WORK [--limit N]
"""
import argparse
import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image


CANVAS, FACE = 64, 128


def shrink(rgba: np.ndarray, size: int) -> np.ndarray:
    """[H, W, 4] premultiplied float → [4, size, size] uint8, area-averaged."""
    height, width = rgba.shape[:2]
    if height % size == 0 and width == height:
        step = height // size
        small = rgba.reshape(size, step, size, step, 4).mean(axis=(1, 3))
    else:
        channels = [Image.fromarray(rgba[..., c]).resize((size, size), Image.BOX) for c in range(4)]
        small = np.stack([np.asarray(c) for c in channels], axis=2)
    return (small + 0.5).astype(np.uint8).transpose(2, 0, 1)


def decode(job):
    """Composites one animated WebP: its hash, the frames at CANVAS and, of a face, at FACE."""
    path, face = job
    with open(path, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    small, large = [], []
    with Image.open(path) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            rgba = np.asarray(image.convert("RGBA"), dtype=np.float32)
            alpha = rgba[..., 3:] / 255.0
            rgba = np.concatenate([rgba[..., :3] * alpha, rgba[..., 3:]], axis=2)
            small.append(shrink(rgba, CANVAS))
            if face:
                large.append(shrink(rgba, FACE))
    return digest, np.stack(small), np.stack(large) if face else None


def is_face(row) -> bool:
    return row["group"] == "smileys-emotion" and "face" in row["sub"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packs", required=True, help="folder that holds p1 … p4, the unpacked npm packages")
    parser.add_argument("--index", required=True, help="fluent_base_index.json: one row per animated concept")
    parser.add_argument("--work", required=True)
    parser.add_argument("--limit", type=int, default=0, help="decode only the first N concepts (0: all)")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()

    with open(args.index, encoding="utf-8") as stream:
        concepts = sorted(json.load(stream), key=lambda row: (row["pack"], row["file"]))
    if args.limit:
        concepts = concepts[: args.limit]
    jobs = [(os.path.join(args.packs, f"p{row['pack']}", "package", "assets", row["file"]), is_face(row)) for row in concepts]
    os.makedirs(args.work, exist_ok=True)
    rows, first, face = [], 0, 0
    paths = [os.path.join(args.work, name) for name in ("frames.u8", "faces.u8")]
    with open(paths[0] + ".partial", "wb") as sink, open(paths[1] + ".partial", "wb") as faces, ProcessPoolExecutor(args.processes) as pool:
        for row, (digest, small, large) in zip(concepts, pool.map(decode, jobs, chunksize=4)):
            sink.write(small.tobytes())
            rows.append({"key": row["key"], "label": row["label"], "group": row["group"], "subgroup": row["sub"],
                         "pack": row["pack"], "file": row["file"], "first": first, "frames": len(small),
                         "milliseconds": row["dur"] / max(1, row["frames"]), "sha256": digest, "face": None})
            first += len(small)
            if large is not None:
                faces.write(large.tobytes())
                rows[-1]["face"] = face
                face += len(large)
            if len(rows) % 50 == 0:
                print(f"corpus: {len(rows)}/{len(concepts)} concepts, {first} frames", flush=True)
    for path in paths:
        os.replace(path + ".partial", path)
    with open(os.path.join(args.work, "corpus.json"), "w", encoding="utf-8") as sink:
        json.dump({"size": CANVAS, "total": first, "faceSize": FACE, "faceTotal": face, "concepts": rows}, sink, indent=1)
    print(f"corpus: {len(rows)} concepts, {first} frames at {CANVAS}², {face} of faces at {FACE}²")


if __name__ == "__main__":
    main()
