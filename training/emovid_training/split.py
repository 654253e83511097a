"""The split that every stage, judge and report keeps to: `training/split.json`, made once by this module.

Three sets of animated concepts, by family (families.py):
  generator  all that the networks of the model pack may see
  judge      real clips for the motion judge; the generator never sees them
  test       at least 15 %; neither the generator nor a judge sees them

Faces: the table below says which kinds of expression are held out; every emotion keeps kinds in the generator's set, and
test has kinds (and heads: monkeys, horned faces) that it does not. Everything else: the families of each subgroup, in the order
of a hash of their names, go one by one to the set that is furthest below its share of the subgroup's stickers.

Avatars are split by style and by identity: a style wholly in test, styles only for the expression judge, and one identity
in five of the generator's styles in test.

One command: python3 -m emovid_training.split --index INDEX.json --out split.json
"""
import argparse
import hashlib
import json
import os

from .families import EXPRESSIONS, family

SETS = ("generator", "judge", "test")
SHARES = {"generator": 0.62, "judge": 0.20, "test": 0.18}
# The stills of the demo: their families are test, whatever the hash says.
DEMO_KEYS = ("1f642", "1f436", "1f98a", "2615", "1f610", "1f431", "1f415")

TEST_EXPRESSIONS = {
    "squinting-grin", "slight-smile", "open-hands", "asleep", "open-grin", "hushed", "pleading", "mouth-down", "anxious",
    "unamused", "horns", "steaming", "blank", "monkeys", "robot"}
JUDGE_EXPRESSIONS = {
    "ghost", "savouring", "cowboy", "money", "weary", "bared-teeth", "skulls", "sneezing", "pile", "aliens", "glasses"}

AVATAR_STYLES = {
    "generator": ("open-peeps", "moods", "marbles", "pixel-art", "notionists"),
    "judge": ("critters", "clay", "voxel-art", "lorelei", "line-face", "cutouts", "micah", "personas", "big-smile", "fun-emoji", "toon-head",
              "dylan", "adventurer", "big-ears", "croodles"),
    "test": ("sprouts", "thumbs")}
AVATAR_TEST_SHARE = 0.2

PATH = os.path.join(os.path.dirname(__file__), "..", "split.json")


def fraction(text: str) -> float:
    """A uniform number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2 ** 48


def avatar_set(style: str, identity: str) -> str:
    """The set of one seeded character of a style."""
    for name in ("judge", "test"):
        if style in AVATAR_STYLES[name]:
            return name
    if style not in AVATAR_STYLES["generator"]:
        raise ValueError(f"splitting avatars: found style '{style}', expected one of {AVATAR_STYLES}")
    return "test" if fraction(f"emovid-avatar-2:{style}:{identity}") < AVATAR_TEST_SHARE else "generator"


def load(path: str = PATH):
    """{key: set} of every animated concept."""
    with open(path, encoding="utf-8") as stream:
        split = json.load(stream)
    return {key: name for name in SETS for key in split[name]}


def divide(concepts):
    """concepts: [(key, subgroup)] → {set: sorted keys}."""
    members, subgroup = {}, {}
    for key, sub in sorted(concepts):
        name = family(key)
        members.setdefault(name, []).append(key)
        subgroup.setdefault(name, sub)
    demo = {family(key) for key in DEMO_KEYS}
    result = {name: [] for name in SETS}
    counts = {}
    for name in sorted(members, key=lambda f: fraction("emovid-split-2:" + f)):
        have = counts.setdefault(subgroup[name], dict.fromkeys(SETS, 0))
        if name.startswith("face:"):
            kind = name[5:]
            target = "test" if kind in TEST_EXPRESSIONS else "judge" if kind in JUDGE_EXPRESSIONS else "generator"
        elif name in demo:
            target = "test"
        else:
            size = sum(have.values()) + len(members[name])
            target = max(SETS, key=lambda s: SHARES[s] * size - have[s])
        result[target] += members[name]
        have[target] += len(members[name])
    return {name: sorted(keys) for name, keys in result.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", required=True)
    parser.add_argument("--out", default=PATH)
    args = parser.parse_args()
    with open(args.index, encoding="utf-8") as stream:
        rows = json.load(stream)
    sets = divide([(row["key"], row["sub"]) for row in rows])
    split = {
        "rule": "by family, training/emovid_training/split.py; faces by kind of expression, everything else by hash within its subgroup",
        "avatars": {"styles": {name: list(styles) for name, styles in AVATAR_STYLES.items()}, "testShareOfIdentities": AVATAR_TEST_SHARE,
                    "identityRule": "first 6 bytes of SHA-256 of 'emovid-avatar-2:STYLE:IDENTITY' as a fraction below the share"},
        **sets}
    with open(args.out, "w", encoding="utf-8") as sink:
        json.dump(split, sink, indent=1)
        sink.write("\n")
    total = sum(len(keys) for keys in sets.values())
    print(", ".join(f"{name} {len(keys)} ({len(keys) / total:.1%})" for name, keys in sets.items()))


if __name__ == "__main__":
    main()
