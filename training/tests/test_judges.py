"""What the judges rest on, against numbers worked out here."""
import json
import math
import os
import re
import unittest
import xml.etree.ElementTree

import numpy as np
import torch

from emovid_training.judges.augment import augmented
from emovid_training.judges.art import DRAWN
from emovid_training.judges.drawn_faces import Pen, brow, drawn_face, mouth
from emovid_training.judges.expression import EXPRESSION_STYLES, SHARES, STYLE_FOLDS, fold_of
from emovid_training.judges.motion import fit
from emovid_training.judges.motion_features import BANDS, FRAMES, RATE, SIZE, MotionFeatures
from emovid_training.judges.networks import Ensemble, ExpressionJudge
from emovid_training.labels import EMOTIONS

SERIES = 15     # six of the silhouette, nine of pairs of frames


def disc(x, y, radius=14.0):
    axis = torch.arange(SIZE, dtype=torch.float32) + 0.5
    inside = torch.sigmoid(2 * (radius - torch.hypot(axis.view(1, -1) - x, axis.view(-1, 1) - y)))
    return torch.stack([inside * 0.9, inside * 0.6, inside * 0.2, inside])


def clip(path, radius=14.0):
    return torch.stack([disc(*path(k), radius) for k in range(FRAMES)])[None]


class Motion(unittest.TestCase):
    def setUp(self):
        self.reader = MotionFeatures()

    def test_a_still_has_the_least_of_everything(self):
        still = self.reader(clip(lambda k: (32, 32)))[0]
        moving = self.reader(clip(lambda k: (32 + 6 * math.sin(k), 32)))[0]
        self.assertTrue((still[: 2 * SERIES] <= moving[: 2 * SERIES] + 1e-4).all())

    def test_a_sway_is_seen_across_and_a_hop_along(self):
        sway = self.reader(clip(lambda k: (32 + 6 * math.sin(2 * math.pi * 3 * k / FRAMES), 32)))[0]
        hop = self.reader(clip(lambda k: (32, 32 + 6 * math.sin(2 * math.pi * 3 * k / FRAMES))))[0]
        self.assertGreater(float(sway[0]), float(sway[1]) + 2)
        self.assertGreater(float(hop[1]), float(hop[0]) + 2)
        # A sine's deviation is its amplitude over root two; the silhouette's spread is half a disc's radius.
        self.assertAlmostEqual(math.exp(float(sway[0])), 6 / math.sqrt(2) / 7, delta=0.03)

    def test_the_band_is_the_frequency(self):
        for cycles in (1, 2, 4, 6):
            features = self.reader(clip(lambda k: (32 + 6 * math.sin(2 * math.pi * cycles * k / FRAMES), 32)))[0]
            share = features[2 * SERIES + 4: 2 * SERIES + 4 + len(BANDS)]
            low, high = BANDS[int(share.argmax())]
            self.assertTrue(low - 1 <= cycles <= high + 1, (cycles, share))
        self.assertEqual(24 / RATE, 2.0)

    def test_the_flow_finds_the_speed_of_a_slow_slide(self):
        slide = clip(lambda k: (24 + 0.5 * k, 32))
        grey = 0.3 * slide[:, :, 0] + 0.6 * slide[:, :, 1] + 0.1 * slide[:, :, 2] + 0.5 * (1 - slide[:, :, 3])
        flow = self.reader.flow(grey, slide[:, :, 3])
        across, along = flow[0, :, :16].mean(0), flow[0, :, 16:].mean(0)
        self.assertGreater(float(across.max()), 0.3 * 0.5 / SIZE)
        self.assertLess(float(across.max()), 1.5 * 0.5 / SIZE)
        self.assertLess(float(along.abs().mean()), float(across.abs().mean()))

    def test_the_reader_separates_what_a_line_can(self):
        random = np.random.default_rng(0)
        emotion = np.repeat(np.arange(8), 20)
        centres = random.normal(size=(8, 12)) * 3
        rows = centres[emotion] + random.normal(size=(160, 12))
        mean, scale, weight, bias = fit(rows, rows, emotion, np.ones(160))
        read = (np.clip((rows - mean) / scale, -3, 3) @ weight + bias).argmax(1)
        self.assertGreater((read == emotion).mean(), 0.8)


class Expression(unittest.TestCase):
    def test_augmented_pictures_are_pictures(self):
        pictures = torch.rand(5, 4, 96, 96)
        pictures[:, :3] *= pictures[:, 3:]
        out = augmented(pictures, torch.Generator().manual_seed(1))
        self.assertEqual((5, 3, SIZE, SIZE), tuple(out.shape))
        self.assertTrue(((out >= 0) & (out <= 1)).all())

    def test_the_ensemble_is_the_mean_of_probabilities(self):
        judges = [ExpressionJudge().eval() for _ in range(3)]
        image = torch.rand(2, 3, SIZE, SIZE)
        with torch.no_grad():
            expected = sum(torch.softmax(judge(image), 1) for judge in judges) / 3
            self.assertTrue(torch.allclose(Ensemble(judges).eval()(image), expected, atol=1e-6))

    def test_one_vendors_drawings_of_a_kind_share_a_fold(self):
        self.assertEqual(fold_of("face:crying", "noto", 3), fold_of("face:crying", "noto", 3))
        self.assertEqual({0, 1, 2}, {fold_of(f"kind {n}", "noto", 3) for n in range(40)})

    def test_a_style_is_wholly_unseen_by_one_fold_and_drawn_faces_by_none(self):
        for number, styles in enumerate(STYLE_FOLDS):
            for style in styles:
                self.assertEqual({number}, {fold_of(f"avatar:{n}", style, 3) for n in range(40)})
        self.assertEqual({-1}, {fold_of(f"face {n}", DRAWN, 3) for n in range(40)})
        self.assertAlmostEqual(1.0, sum(SHARES.values()))

    def test_every_style_with_labels_is_the_judges_and_has_a_fold(self):
        root = os.path.join(os.path.dirname(__file__), "..")
        with open(os.path.join(root, "labels", "judge_avatars.json"), encoding="utf-8") as stream:
            styles = json.load(stream)["styles"]
        with open(os.path.join(root, "split.json"), encoding="utf-8") as stream:
            judges = json.load(stream)["avatars"]["styles"]["judge"]
        self.assertEqual(sorted(styles), sorted(EXPRESSION_STYLES + sum(STYLE_FOLDS, ())))
        self.assertLessEqual(set(styles), set(judges))
        for name, entry in styles.items():
            shown = [tuple(parts) for emotion in EMOTIONS for parts in entry[emotion]]
            self.assertEqual(len(shown), len(set(shown)), f"{name} has one expression in two emotions")
            self.assertEqual({len(entry["components"])}, {len(parts) for parts in shown}, name)


class DrawnFaces(unittest.TestCase):
    def test_a_face_is_the_same_for_ever_and_well_formed(self):
        for number in range(64):
            svg, emotion = drawn_face(number)
            self.assertEqual(drawn_face(number), (svg, emotion))
            self.assertEqual(EMOTIONS[number % 8], emotion)
            xml.etree.ElementTree.fromstring(svg)

    def test_frowning_brows_fall_inwards_and_worried_ones_outwards(self):
        for seed in range(20):
            for kind, sign in (("frowning", 1), ("worried", -1)):
                for side in (-1, 1):
                    pen = Pen(np.random.default_rng(seed), 50, 50, 30, "#000000", 0.05)
                    brow(pen, kind, side * 0.4, -0.3, side, 0.2, 0.08)
                    inner, _, outer = self.points(pen)
                    self.assertLess(abs(inner[0] - 50), abs(outer[0] - 50))
                    # Downwards is positive.
                    self.assertGreater(sign * (inner[1] - outer[1]), 0)

    def test_a_smile_hangs_and_a_sad_mouth_arches(self):
        for seed in range(20):
            for kind, sign in (("smile", 1), ("sad", -1)):
                pen = Pen(np.random.default_rng(seed), 50, 50, 30, "#000000", 0.05)
                mouth(pen, kind, 0.0, 0.5, 0.3)
                left, middle, right = self.points(pen)
                self.assertGreater(sign * (middle[1] - left[1]), 0)
                self.assertAlmostEqual(left[1], right[1])

    @staticmethod
    def points(pen):
        path = re.search(' d="([^"]+)"', pen.parts[-1]).group(1)
        return [tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path)]


if __name__ == "__main__":
    unittest.main()
