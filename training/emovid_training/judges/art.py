"""Judges, stage 1: the expression judge's pictures. None of them is Microsoft's, and none is of a generator's avatar style.

* Other vendors' drawings of the labelled faces, from npm `@iconify-json/*`: noto 1.2.9, noto-v1 1.2.5, fxemoji 1.2.2 (Apache-2.0), twemoji 1.2.5,
  emojione 1.2.3, streamline-emojis 1.2.4 (CC BY 4.0). The licences were read in each package's info.json; share-alike sets are left out.
* Avatars of the styles of `@dicebear/styles` (CC0, CC BY 4.0) that split.json leaves to the judges, in the expressions of labels/judge_avatars.json.
* Faces drawn by rule (drawn_faces.py).

Writes WORK/judge_art.npz: picture [N, 4, 96, 96] uint8 premultiplied, emotion [N], kind [N] (kind of expression; of avatars the components),
source [N] (vendor, style or "drawn").

One command: python3 -m emovid_training.judges.art --vendors FOLDER --styles FOLDER --labels labels --work WORK
"""
import argparse
import csv
import glob
import json
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ..avatars import Style, load_table, rasterize
from ..families import family
from ..labels import EMOTIONS
from ..split import avatar_set
from .drawn_faces import drawn_face

SIZE = 96
VENDORS = ("noto", "noto-v1", "twemoji", "emojione", "fxemoji", "streamline-emojis")
LICENCES = ("Apache-2.0", "CC-BY-4.0", "MIT", "CC0-1.0")
STYLE_LICENCES = ("CC0 1.0", "CC BY 4.0")
DRAWN = "drawn"


def slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower().replace("’", "").replace(".", "")).strip("-").replace("--", "-")


def icon_svg(package, name):
    icon = package["icons"].get(name)
    if icon is None and name in package.get("aliases", {}):
        icon = package["icons"].get(package["aliases"][name]["parent"])
    if icon is None:
        return None
    width, height = icon.get("width", package.get("width", 16)), icon.get("height", package.get("height", 16))
    left, top = icon.get("left", 0), icon.get("top", 0)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{left} {top} {width} {height}">{icon["body"]}</svg>')


def vendor_jobs(folder, labels):
    for vendor in VENDORS:
        found = sorted(glob.glob(os.path.join(folder, f"iconify-json-{vendor}-[0-9]*", "package")))
        if not found:
            raise SystemExit(f"reading vendors' art: found no iconify-json-{vendor} in {folder}, expected the unpacked npm package")
        with open(os.path.join(found[0], "info.json"), encoding="utf-8") as stream:
            licence = json.load(stream)["license"]["spdx"]
        if licence not in LICENCES:
            raise SystemExit(f"reading vendors' art: found licence {licence} of {vendor}, expected one of {', '.join(LICENCES)}")
        with open(os.path.join(found[0], "icons.json"), encoding="utf-8") as stream:
            package = json.load(stream)
        for key, (emotion, name) in labels.items():
            names = [slug(name), slug(name).replace("-", "")]
            svg = next((s for s in (icon_svg(package, n) for n in names) if s), None)
            if svg:
                yield svg, emotion, family(key), vendor


def avatar_jobs(folder, identities):
    table = load_table(os.path.join(os.path.dirname(__file__), "..", "..", "labels", "judge_avatars.json"))["styles"]
    for name, entry in table.items():
        if avatar_set(name, "0") != "judge":
            raise SystemExit(f"choosing avatars: found style {name}, expected a style that split.json leaves to the judges")
        style = Style(folder, name)
        licence = style.tree["meta"]["license"]["name"]
        if licence not in STYLE_LICENCES:
            raise SystemExit(f"choosing avatars: found licence {licence} of {name}, expected one of {', '.join(STYLE_LICENCES)}")
        for number in range(identities):
            identity = style.identity(number, (*entry["components"], *entry["hidden"]))
            for emotion, expressions in ((e, entry[e]) for e in EMOTIONS):
                for parts in expressions:
                    yield style.svg(identity, dict(zip(entry["components"], parts))), emotion, "avatar:" + "+".join(parts), name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vendors", required=True)
    parser.add_argument("--styles", required=True)
    parser.add_argument("--labels", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--identities", type=int, default=12, help="characters a style")
    parser.add_argument("--drawn", type=int, default=2400, help="faces drawn by rule")
    args = parser.parse_args()
    labels = {}
    for name in ("weak", "mikels"):
        with open(os.path.join(args.labels, name + ".csv"), encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                # Rule A: what shows its emotion in a face.
                if row["note"].startswith("A"):
                    labels[row["key"]] = (row["mikels"], row["label"])
    jobs = list(vendor_jobs(args.vendors, labels)) + list(avatar_jobs(args.styles, args.identities))
    jobs += [(*drawn_face(number), f"face {number}", DRAWN) for number in range(args.drawn)]
    with ThreadPoolExecutor(2) as pool:
        pictures = np.stack(list(pool.map(lambda job: rasterize(job[0], SIZE), jobs)))
    np.savez(os.path.join(args.work, "judge_art.npz"), picture=pictures, emotion=np.array([EMOTIONS.index(j[1]) for j in jobs]),
             kind=np.array([j[2] for j in jobs]), source=np.array([j[3] for j in jobs]))
    sources = [j[3] for j in jobs]
    print(f"judge art: {len(jobs)} pictures: " + ", ".join(f"{s} {sources.count(s)}" for s in dict.fromkeys(sources)))


if __name__ == "__main__":
    main()
