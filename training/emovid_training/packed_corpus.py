"""Between stages 3 and 4: the working folder as one file below 60 MB, to train on another machine.

  pack    WORK → FILE: the frames of the generator's and the test concepts, corpus.json, crops.npz and crops_test.npz
  unpack  FILE → WORK: a folder in which every stage but `corpus` and `crops` runs; train_body comes first, as its weights are not packed

Frames are H.264 (frame_video). Of a face only the 128² frames are packed: halved they are its 64² frames, and its crops are
cut from them anew, in the face frames that the archive names. Everything else is kept to the bit, and every count, index and
shape is the same afterwards. Frames of the judges' concepts, which no stage here reads, come back empty (zeros).

One command: python3 -m emovid_training.packed_corpus pack|unpack --work WORK --file FILE [--quality 20]
"""
import argparse
import io
import json
import lzma
import os
import shutil
import struct
import tempfile
import zipfile
import zlib

import numpy as np
import torch

from .crops import sample
from .dataset import Corpus, load_split
from .frame_video import decode, encode

LIMIT = 60_000_000
FORM = "emovid-packed-corpus-1"
ARCHIVES = ("crops.npz", "crops_test.npz")
# What reading a damaged file may end in.
DAMAGE = (zipfile.BadZipFile, lzma.LZMAError, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError)


def halved(clip: np.ndarray) -> np.ndarray:
    """[n, 4, 2 s, 2 s] → [n, 4, s, s], area-averaged."""
    count, _, size, _ = clip.shape
    return (clip.reshape(count, 4, size // 2, 2, size // 2, 2).astype(np.float32).mean((3, 5)) + 0.5).astype(np.uint8)


def face_crops(clip: np.ndarray, face: np.ndarray) -> np.ndarray:
    """The crops of a face clip as the stage `crops` cuts them."""
    return (sample(torch.from_numpy(clip).float(), torch.from_numpy(face)) + 0.5).byte().numpy()


def held(concepts):
    """The concepts that are packed, faces apart from the rest, each in the order of corpus.json."""
    split = load_split()
    mine = [c for c in concepts if c["key"] in split["generator"] | split["test"]]
    return [c for c in mine if c["face"] is not None], [c for c in mine if c["face"] is None]


def keys(concepts):
    return sorted(c["key"] for part in held(concepts) for c in part)


def runs(archive):
    """Rows of an archive's avatars, split where the character changes: [(identity, rows)]."""
    rows = np.where(archive["clip"] == "")[0]
    identity = archive["identity"][rows]
    starts = np.where(identity[1:] != identity[:-1])[0] + 1
    return [(str(archive["identity"][part[0]]), part) for part in np.split(rows, starts) if len(part)]


def pictures(archive):
    """Canvases and bank of an archive: [(name, array)], empty ones left out."""
    return [(name, archive[name]) for name in ("canvas", "bank") if archive[name].ndim == 4 and len(archive[name])]


def streams(corpus, archives):
    """What is packed as video: {name: (size, [(clip, frames, loader)])}."""
    faces, others = held(corpus.concepts)
    found = {"faces": (corpus.face_size, [(c["key"], c["frames"], lambda c=c: corpus.face_clip(c)) for c in faces]),
             "frames": (corpus.size, [(c["key"], c["frames"], lambda c=c: corpus.frames[c["first"]: c["first"] + c["frames"]]) for c in others])}
    for name, archive in archives.items():
        found[name + "/crop"] = (archive["crop"].shape[2], [(who, len(rows), lambda crops=archive["crop"], rows=rows: crops[rows]) for who, rows in runs(archive)])
        for field, value in pictures(archive):
            found[f"{name}/{field}"] = (value.shape[2], [(field, len(value), lambda value=value: value)])
    return {name: stream for name, stream in found.items() if stream[1]}


def check_crops(name, archive, corpus):
    """Refuses an archive whose face crops are not cut from this corpus: they are not packed."""
    concepts = {c["key"]: c for c in held(corpus.concepts)[0]}
    for key in np.unique(archive["clip"][archive["clip"] != ""]):
        if key not in concepts:
            raise SystemExit(f"packing {name}: found crops of {key}, expected those of the generator's and test faces; run the stage crops again")
        rows, clip = np.where(archive["clip"] == key)[0], corpus.face_clip(concepts[key])
        again = face_crops(clip, archive["face_" + key])[archive["frame"][rows]]
        off = int(np.abs(again.astype(int) - archive["crop"][rows]).max())
        if off > 1:
            raise SystemExit(f"packing {name}: found crops of {key} that differ by {off} levels from its frames, expected at most 1; run the stage crops again")


def decibels(squared: float) -> float:
    return float(-10 * np.log10(max(squared, 1e-12) / 255 ** 2))


def small(archive) -> bytes:
    """Everything of an archive that is not video, and the shape of the crops, as a compressed npz."""
    video = {"crop", *(name for name, _ in pictures(archive))}
    kept, sink = {name: value for name, value in archive.items() if name not in video}, io.BytesIO()
    np.savez_compressed(sink, crop_shape=np.array(archive["crop"].shape), **kept)
    return sink.getvalue()


def pack(work, path, quality, ffmpeg):
    try:
        corpus = Corpus(work)
        archives = {name: dict(np.load(os.path.join(work, name))) for name in ARCHIVES if name == ARCHIVES[0] or os.path.exists(os.path.join(work, name))}
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"packing {work}: found {error}, expected what the stages corpus and crops write; run them first")
    for name, archive in archives.items():
        check_crops(name, archive, corpus)
    found, partial = streams(corpus, archives), path + ".partial"
    form = {"form": FORM, "archives": list(archives), "keys": keys(corpus.concepts),
            "streams": {name: {"size": size, "counts": [count for _, count, _ in clips]} for name, (size, clips) in found.items()}}
    try:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(partial, "w") as sink:
            sink.writestr("form.json", json.dumps(form), zipfile.ZIP_LZMA)
            sink.write(os.path.join(work, "corpus.json"), "corpus.json", zipfile.ZIP_LZMA)
            for name, archive in archives.items():
                sink.writestr(name, small(archive))
            for name, (size, clips) in found.items():
                video = os.path.join(folder, "stream.mkv")
                encode(video, (load() for _, _, load in clips), size, quality, ffmpeg)
                # What comes out again is compared with what went in, clip by clip.
                errors = [np.square(again.astype(np.float32) - load()).mean()
                          for again, (_, _, load) in zip(decode(video, form["streams"][name]["counts"], size, ffmpeg), clips)]
                counts, worst = [count for _, count, _ in clips], int(np.argmax(errors))
                sink.write(video, name + ".mkv")
                print(f"packed_corpus: {name}: {sum(counts)} frames of {size}², {os.path.getsize(video) / 1e6:.1f} MB, "
                      f"{decibels(np.average(errors, weights=counts)):.1f} dB, worst {clips[worst][0]} {decibels(errors[worst]):.1f} dB", flush=True)
        size = os.path.getsize(partial)
        if size >= LIMIT:
            raise SystemExit(f"packing {work}: found {size / 1e6:.1f} MB, expected below {LIMIT / 1e6:.0f}; raise --quality above {quality}")
        os.replace(partial, path)
    except OSError as error:
        raise SystemExit(f"packing into {path}: {error.strerror} ({error.filename}), expected a file that can be written; choose another")
    finally:
        if os.path.exists(partial):
            os.remove(partial)
    print(f"packed_corpus: {path}: {size / 1e6:.1f} MB")


def unpack_frames(folder, meta, read):
    """frames.u8 and faces.u8; returns the faces, from which crops are cut."""
    faces, others = held(meta["concepts"])
    frames = np.memmap(os.path.join(folder, "frames.u8"), np.uint8, "w+", shape=(meta["total"], 4, meta["size"], meta["size"]))
    large = None
    if meta["faceTotal"]:
        large = np.memmap(os.path.join(folder, "faces.u8"), np.uint8, "w+", shape=(meta["faceTotal"], 4, meta["faceSize"], meta["faceSize"]))
    else:
        open(os.path.join(folder, "faces.u8"), "wb").close()
    for concept, clip in zip(faces, read("faces")):
        large[concept["face"]: concept["face"] + concept["frames"]] = clip
        frames[concept["first"]: concept["first"] + concept["frames"]] = halved(clip)
    for concept, clip in zip(others, read("frames")):
        frames[concept["first"]: concept["first"] + concept["frames"]] = clip
    return large


def unpack_crops(folder, name, source, read, meta, faces):
    with np.load(io.BytesIO(source.read(name))) as stored:
        arrays = {field: stored[field] for field in stored.files}
    crop = np.zeros(arrays.pop("crop_shape"), np.uint8)
    for (_, rows), clip in zip(runs(arrays), read(name + "/crop")):
        crop[rows] = clip
    concepts = {c["key"]: c for c in meta["concepts"]}
    for key in np.unique(arrays["clip"][arrays["clip"] != ""]):
        rows, first = np.where(arrays["clip"] == key)[0], concepts[key]["face"]
        crop[rows] = face_crops(np.array(faces[first: first + concepts[key]["frames"]]), arrays["face_" + key])[arrays["frame"][rows]]
    for field in ("canvas", "bank"):
        if field not in arrays:
            arrays[field] = next(iter(read(f"{name}/{field}")))
    np.savez(os.path.join(folder, name), crop=crop, **arrays)


def unpack(path, work, ffmpeg):
    if os.path.exists(os.path.join(work, "corpus.json")):
        raise SystemExit(f"unpacking {path}: found a corpus in {work}, expected a folder without one; choose another")
    try:
        os.makedirs(work, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=work) as folder, zipfile.ZipFile(path) as source:
            if damaged := source.testzip():
                raise ValueError(f"a damaged {damaged}")
            form = json.loads(source.read("form.json"))
            if form.get("form") != FORM:
                raise ValueError(f"the form {form.get('form')}, not {FORM}")
            meta = json.loads(source.read("corpus.json"))
            if keys(meta["concepts"]) != form["keys"]:
                raise ValueError("the concepts of another split.json")

            def read(name):
                stream = form["streams"].get(name)
                if stream is None:
                    return
                video = source.extract(name + ".mkv", os.path.join(folder, "video"))
                yield from decode(video, stream["counts"], stream["size"], ffmpeg)
                os.remove(video)

            faces = unpack_frames(folder, meta, read)
            for name in form["archives"]:
                unpack_crops(folder, name, source, read, meta, faces)
            source.extract("corpus.json", folder)
            shutil.rmtree(os.path.join(folder, "video"), ignore_errors=True)
            # corpus.json last: with it the folder is whole.
            for name in ["frames.u8", "faces.u8", *form["archives"], "corpus.json"]:
                os.replace(os.path.join(folder, name), os.path.join(work, name))
    except OSError as error:
        raise SystemExit(f"unpacking {path} into {work}: {error.strerror} ({error.filename}), expected a file that pack wrote and a folder to write in")
    except DAMAGE as error:
        raise SystemExit(f"unpacking {path}: found {error}, expected a whole file that pack wrote; pack or copy it again")
    print(f"packed_corpus: {work}: {meta['total']} frames, {', '.join(form['archives'])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("pack", "unpack"))
    parser.add_argument("--work", required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("--quality", type=int, default=20, choices=range(1, 52), metavar="1…51", help="x264's rate factor; lower is larger and better")
    parser.add_argument("--ffmpeg", default="ffmpeg", help="the program")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.command == "pack":
        pack(args.work, args.file, args.quality, args.ffmpeg)
    else:
        unpack(args.file, args.work, args.ffmpeg)


if __name__ == "__main__":
    main()
