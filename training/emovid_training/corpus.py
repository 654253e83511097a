"""Stage 1: decode the animated-sticker corpus into one array.

Reads the four unpacked `@lobehub/fluent-emoji-anim-N` packages (MIT, Microsoft's Fluent animated emoji) and the
concept index, composites every frame, and writes to the work folder

  frames.u8      [total_frames, 4, S, S] uint8, premultiplied sRGB-encoded RGBA (memory-mapped later)
  corpus.json    per concept: key, label, group, subgroup, first frame, frame count, frame milliseconds, SHA-256

One command: python3 -m emovid_training.corpus --packs DIR --index INDEX.json --work WORK [--size 64] [--limit N]
"""
import argparse
import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image


def decode(job):
    """Composites one animated WebP to premultiplied [T, 4, S, S] uint8, area-averaged in premultiplied space."""
    path, size = job
    with open(path, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    frames = []
    with Image.open(path) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            rgba = np.asarray(image.convert("RGBA"), dtype=np.float32)
            alpha = rgba[..., 3:] / 255.0
            rgba = np.concatenate([rgba[..., :3] * alpha, rgba[..., 3:]], axis=2)
            height, width = rgba.shape[:2]
            if height % size == 0 and width == height:
                step = height // size
                small = rgba.reshape(size, step, size, step, 4).mean(axis=(1, 3))
            else:
                channels = [Image.fromarray(rgba[..., c]).resize((size, size), Image.BOX) for c in range(4)]
                small = np.stack([np.asarray(c) for c in channels], axis=2)
            frames.append((small + 0.5).astype(np.uint8).transpose(2, 0, 1))
    return digest, np.stack(frames)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packs", required=True, help="folder that holds p1 … p4, the unpacked npm packages")
    parser.add_argument("--index", required=True, help="fluent_base_index.json: one row per animated concept")
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--limit", type=int, default=0, help="decode only the first N concepts (0: all)")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()

    with open(args.index, encoding="utf-8") as stream:
        concepts = sorted(json.load(stream), key=lambda row: (row["pack"], row["file"]))
    if args.limit:
        concepts = concepts[: args.limit]
    jobs = [(os.path.join(args.packs, f"p{row['pack']}", "package", "assets", row["file"]), args.size)
            for row in concepts]
    os.makedirs(args.work, exist_ok=True)
    rows, first = [], 0
    partial = os.path.join(args.work, "frames.u8.partial")
    with open(partial, "wb") as sink, ProcessPoolExecutor(args.processes) as pool:
        for row, (digest, frames) in zip(concepts, pool.map(decode, jobs, chunksize=4)):
            sink.write(frames.tobytes())
            rows.append({"key": row["key"], "label": row["label"], "group": row["group"], "subgroup": row["sub"],
                         "pack": row["pack"], "file": row["file"], "first": first, "frames": len(frames),
                         "milliseconds": row["dur"] / max(1, row["frames"]), "sha256": digest})
            first += len(frames)
            if len(rows) % 50 == 0:
                print(f"corpus: {len(rows)}/{len(concepts)} concepts, {first} frames", flush=True)
    os.replace(partial, os.path.join(args.work, "frames.u8"))
    with open(os.path.join(args.work, "corpus.json"), "w", encoding="utf-8") as sink:
        json.dump({"size": args.size, "total": first, "concepts": rows}, sink, indent=1)
    print(f"corpus: {len(rows)} concepts, {first} frames at {args.size}²")


if __name__ == "__main__":
    main()
