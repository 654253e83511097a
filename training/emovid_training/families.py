"""Which stickers are variants of one drawing or one idea, and must therefore stand on one side of the split.

A family is named by a key. People: skin tone and gender do not count, and man, woman, boy, girl and person count as one base.
Everything else: one drawing in several colours, sizes or directions, a whole animal and its face, a series (clocks, moons).
Faces: kinds of expression, across heads (a cat that weeps belongs to the faces that weep).
"""
import re

SKIN_TONES = {"1f3fb", "1f3fc", "1f3fd", "1f3fe", "1f3ff"}
GENDERS = {"2640", "2642"}
PEOPLE = {"1f468", "1f469", "1f9d1", "1f466", "1f467", "1f474", "1f475", "1f9d3", "1f9d2"}

# The kinds of expression. The first name of a row is the kind; the stickers are code points.
EXPRESSIONS = {
    "laughing-tears": "1f602 1f923 1f639",
    "squinting-grin": "1f606 1f605",
    "open-grin": "1f600 1f603 1f63a",
    "beaming": "1f601 1f604 1f638",
    "tongue": "1f61b 1f61c 1f61d 1f92a",
    "savouring": "1f60b 1f924",
    "wry": "1f60f 1f609 1f63c",
    "hand-on-mouth": "1f92d 1f92b 1f914",
    "slight-smile": "1f642 1f643",
    "smiling-eyes": "1f60a 263a 1f607",
    "hearts": "1f970 1f60d 1f63b",
    "stars": "1f929",
    "kissing": "1f617 1f618 1f619 1f61a 1f63d",
    "open-hands": "1f917",
    "party": "1f973",
    "money": "1f911",
    "cowboy": "1f920",
    "glasses": "1f60e 1f913 1f9d0 1f978",
    "clown": "1f921",
    "hushed": "1f62e 1f62f",
    "astonished": "1f632",
    "exploding": "1f92f",
    "lowered-lids": "1f60c 1f614 1f61e",
    "asleep": "1f634 1f62a",
    "exhaling": "1f62e-200d-1f4a8",
    "crying": "1f622 1f63f 1f625",
    "weeping": "1f62d",
    "pleading": "1f97a 1f972",
    "downcast-sweat": "1f613",
    "weary": "1f629 1f62b 1f971",
    "mouth-down": "2639 1f641 1f61f 1f615",
    "open-frown": "1f626 1f627 1f628",
    "screaming": "1f631 1f640",
    "anxious": "1f630",
    "flushed": "1f633",
    "bared-teeth": "1f62c",
    "cold": "1f976",
    "hot": "1f975",
    "scrunched": "1f616 1f623",
    "unamused": "1f612 1f644 1f928",
    "sick-green": "1f922 1f92e",
    "sneezing": "1f927",
    "woozy": "1f974",
    "dizzy": "1f635 1f635-200d-1f4ab",
    "injured": "1f915 1f912 1f637",
    "angry": "1f620 1f621 1f92c",
    "steaming": "1f624",
    "horns": "1f47f 1f608",
    "masks": "1f479 1f47a",
    "blank": "1f610 1f636 1f636-200d-1f32b",
    "closed-mouth": "1f910 1f925",
    "skulls": "1f480 2620",
    "ghost": "1f47b",
    "aliens": "1f47d 1f47e",
    "robot": "1f916",
    "pile": "1f4a9",
    "monkeys": "1f648 1f649 1f64a",
}

# Other families that a key does not show.
RELATED = {
    "cats": "1f408 1f431 1f408-200d-2b1b", "dogs": "1f415 1f436 1f9ae 1f415-200d-1f9ba 1f429", "bears": "1f43b 1f43b-200d-2744 1f428 1f43c",
    "cows": "1f404 1f42e 1f402 1f403 1f9ac", "horses": "1f40e 1f434", "mice": "1f401 1f42d 1f400 1f439", "monkey-animals": "1f412 1f435",
    "pigs": "1f416 1f437 1f43d 1f417", "rabbits": "1f407 1f430", "tigers": "1f405 1f42f 1f406", "sheep": "1f411 1f40f 1f410", "camels": "1f42a 1f42b",
    "chicks": "1f424 1f425 1f423", "hens": "1f414 1f413", "dragons": "1f409 1f432", "whales": "1f433 1f40b", "fishes": "1f41f 1f420",
    "spiders": "1f577 1f578", "apes": "1f98d 1f9a7", "elephants": "1f418 1f9a3",
    "plain-hearts": "2764 1f499 1f49a 1f49b 1f49c 1f5a4 1f90d 1f90e 1f9e1", "many-hearts": "1f495 1f49e", "beating-hearts": "1f493 1f497 1f496",
    "mended-hearts": "1f494 2764-200d-1fa79", "flags": "1f3f4 1f3f3 1f6a9 1f3f4-200d-2620 1f3c1", "beers": "1f37a 1f37b", "glasses-of-drink": "1f378 1f379 1f943 1f942",
    "cups": "2615 1f375", "fists": "1f91b 1f91c 1f44a 270a", "thumbs": "1f44d 1f44e", "pointing": "1f446 1f447 1f448 1f449 261d 1f595", "raised-hands": "270b 1f91a 1f590 1f596 1f44b",
    "ears": "1f442 1f9bb", "eyes": "1f440 1f441", "legs": "1f9b5 1f9b6 1f9bf", "mouths": "1f444 1f445", "arms": "1f4aa 1f9be",
    "couples": "1f491 1f48f", "hand-in-hand": "1f46b 1f46c 1f46d 1f9d1-200d-1f91d-200d-1f9d1", "busts": "1f464 1f465 1f46a",
    "portraits": "1f9d1 1f471 1f9d4 1f476", "claus": "1f936 1f385 1f9d1-200d-1f384", "royalty": "1f934 1f478", "dancing": "1f57a 1f483",
    "babies": "1f931 1f9d1-200d-1f37c", "wedding": "1f935 1f470", "headwear": "1f473 1f472 1f9d5", "biking": "1f6b4 1f6b5", "heroes": "1f9b8 1f9b9",
    "snowmen": "2603 26c4", "stars-of-the-sky": "2b50 1f31f 1f320", "sun-and-cloud": "26c5 1f324 1f325 1f326", "suns": "2600 1f31e",
    "clouds": "2601 1f327 1f328 1f329 26c8", "umbrellas": "1f302 2602 2614", "moons": "1f31b 1f31c 1f31d 1f31a", "whirls": "1f300 1f32a", "drops": "1f4a7 1f30a",
    "hourglasses": "231b 23f3", "watches": "231a 23f0 23f1 23f2 1f570", "aeroplanes": "2708 1f6eb 1f6ec 1f6e9", "cables": "1f6a1 1f6a0 1f69f 1f69d",
    "cars": "1f697 1f698 1f699 1f695 1f696 1f693 1f694", "lorries": "1f69a 1f69b 1f692 1f691 1f690", "buses": "1f68c 1f68e", "rails": "1f688 1f682 1f68b",
    "ships": "26f4 1f6f3 1f6a2 1f6a4 1f6e5", "zombies": "1f9df", "lotus": "1f9d8",
}

RELATED["clocks"] = " ".join(f"{point:x}" for point in range(0x1f550, 0x1f568))
_NAMED = {key: f"face:{kind}" for kind, keys in EXPRESSIONS.items() for key in keys.split()}
_NAMED.update({key: f"related:{name}" for name, keys in RELATED.items() for key in keys.split()})


def base(key: str) -> str:
    """The key without skin tone, presentation selector and gender, its person replaced by the neutral one."""
    points = [p for p in key.lower().split("-") if p not in SKIN_TONES and p not in GENDERS and p != "fe0f"]
    while points and points[-1] == "200d":
        points.pop()
    joined = "-".join(points)
    joined = re.sub(r"(-200d)+", "-200d", joined)
    points = joined.split("-")
    if points[0] in PEOPLE:
        rest = [p for p in points[1:] if p != "200d"]
        if rest and all(p in PEOPLE for p in rest):
            return "1f46a"                                   # families of any make-up
        if "2764" in rest:
            return "1f48f" if "1f48b" in rest else "1f491"   # couples of any make-up
        if rest and set(rest) <= {"1f9b0", "1f9b1", "1f9b2", "1f9b3"}:
            return "1f9d1"                                   # hair
        points[0] = "1f9d1"
    return "-".join(points)


def family(key: str) -> str:
    plain = base(key)
    return _NAMED.get(key, _NAMED.get(plain, plain))
