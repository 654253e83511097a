"""The packed corpus: what comes out has the counts, indices and shapes of what went in, and looks like it.

One command, in training/: python3 -m unittest discover -s tests -t .
"""
import contextlib
import io
import json
import os
import tempfile
import unittest

import numpy as np

from emovid_training import packed_corpus
from emovid_training.crops import CATS

# Two faces that are packed, one of them with crops, a thing that is packed, and a judge's face and thing that are not.
SPLIT = packed_corpus.load_split()
FACES = [sorted(SPLIT["generator"] & set(CATS))[0], sorted(SPLIT["test"])[0]]
THING, JUDGES = sorted(SPLIT["generator"] - set(CATS))[0], sorted(SPLIT["judge"])[:2]
COUNTS = {JUDGES[0]: 4, FACES[0]: 7, THING: 5, JUDGES[1]: 3, FACES[1]: 1}


def picture(size, t, hue):
    """A soft-edged disc at its place in time `t`, premultiplied, with a thin line of another colour."""
    y, x = (np.mgrid[:size, :size] + 0.5) / size
    alpha = np.clip((0.3 - np.hypot(x - 0.45 - 0.02 * t, y - 0.5)) * size, 0, 1)
    color = np.array(hue)[:, None, None] * np.ones_like(x)
    color[:, np.abs(y - 0.6) < 1.5 / size] = 0.1
    return (np.concatenate([color * alpha, alpha[None]]) * 255 + 0.5).astype(np.uint8)


def clip(key, size):
    # The third frame repeats the second and the last the first: equal frames must stay as many.
    times = [0, 1, 1, 2, 3, 2, 0][: COUNTS[key]]
    hue = [0.9, 0.7, 0.1] if key in FACES else [0.2, 0.5, 0.8]
    return np.stack([picture(size, t, hue) for t in times])


def decibels(a, b):
    return 10 * np.log10(255 ** 2 / max(1e-9, np.mean((np.asarray(a, float) - np.asarray(b, float)) ** 2)))


class PackedCorpusTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.work, cls.file = (os.path.join(cls.folder.name, name) for name in ("work", "packed"))
        os.mkdir(cls.work)
        rows, first, face = [], 0, 0
        for key, count in COUNTS.items():
            large = key in (*FACES, JUDGES[0])
            rows.append({"key": key, "first": first, "frames": count, "face": face if large else None, "sha256": key})
            first, face = first + count, face + (count if large else 0)
        cls.concepts = rows
        with open(os.path.join(cls.work, "corpus.json"), "w", encoding="utf-8") as sink:
            json.dump({"size": 64, "total": first, "faceSize": 128, "faceTotal": face, "concepts": rows}, sink)
        large = {row["key"]: clip(row["key"], 128) for row in rows if row["face"] is not None}
        frames = [packed_corpus.halved(large[key]) if key in large else clip(key, 64) for key in COUNTS]
        np.concatenate(frames).tofile(os.path.join(cls.work, "frames.u8"))
        np.concatenate(list(large.values())).tofile(os.path.join(cls.work, "faces.u8"))
        # The crops of one face in another order than its frames, between those of two avatars.
        cls.face = np.tile(np.array([0.5, 0.5, 0.4, 0.4, 0.1], np.float32), (COUNTS[FACES[0]], 1))
        cut, avatars = packed_corpus.face_crops(large[FACES[0]], cls.face), np.stack([picture(96, t, [0.8, 0.3, 0.5]) for t in range(5)])
        order = np.array([6, 0, 3])
        cls.crops = {"crop": np.concatenate([avatars[:2], cut[order], avatars[2:]]), "clip": np.array(["", "", *[FACES[0]] * 3, "", "", ""]),
                     "frame": np.array([0, 0, *order, 0, 0, 0]), "identity": np.array(["a:1", "a:1", *[FACES[0]] * 3, "a:1", "b:2", "b:2"]),
                     "heads": np.array(["yellow", "cat", "a", "b"]), "canvas": np.stack([picture(128, t, [0.8, 0.3, 0.5]) for t in range(5)]),
                     "bank": np.stack([picture(128, t, [0.1, 0.1, 0.1]) for t in (0, 0)]), "face_" + FACES[0]: cls.face}
        np.savez(os.path.join(cls.work, "crops.npz"), **cls.crops)
        cls.run_quietly(packed_corpus.pack, cls.work, cls.file, 10, "ffmpeg")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def run_quietly(command, *arguments):
        with contextlib.redirect_stdout(io.StringIO()):
            command(*arguments)

    def unpacked(self, file=None):
        work = tempfile.mkdtemp(dir=self.folder.name)
        self.run_quietly(packed_corpus.unpack, file or self.file, work, "ffmpeg")
        return work

    def line(self, command, *arguments):
        with self.assertRaises(SystemExit) as caught:
            self.run_quietly(command, *arguments)
        self.assertNotIn("\n", caught.exception.code)
        self.assertIn("expected", caught.exception.code)
        return caught.exception.code

    def raw(self, work, name, size):
        return np.fromfile(os.path.join(work, name), np.uint8).reshape(-1, 4, size, size)

    def test_frames_come_back_at_their_index_and_nothing_of_the_judges(self):
        work = self.unpacked()
        with open(os.path.join(self.work, "corpus.json"), "rb") as a, open(os.path.join(work, "corpus.json"), "rb") as b:
            self.assertEqual(a.read(), b.read())
        for name, size, start in (("frames.u8", 64, "first"), ("faces.u8", 128, "face")):
            before, after = self.raw(self.work, name, size), self.raw(work, name, size)
            self.assertEqual(before.shape, after.shape)
            for row in self.concepts:
                if row[start] is None:
                    continue
                for n in range(row[start], row[start] + row["frames"]):
                    if row["key"] in JUDGES:
                        self.assertEqual(0, after[n].max())
                    else:
                        self.assertGreater(decibels(before[n], after[n]), 36, f"{name} {row['key']} {n}")
                        self.assertTrue((after[n][:3] <= after[n][3:]).all(), "colour is premultiplied")

    def test_crops_come_back_in_their_order_and_small_arrays_to_the_bit(self):
        work = self.unpacked()
        with np.load(os.path.join(work, "crops.npz")) as after:
            self.assertEqual(set(self.crops), set(after.files))
            for name, before in self.crops.items():
                self.assertEqual((before.shape, before.dtype), (after[name].shape, after[name].dtype), name)
                if name in ("crop", "canvas", "bank"):
                    for n in range(len(before)):
                        self.assertGreater(decibels(before[n], after[name][n]), 36, f"{name} {n}")
                else:
                    self.assertTrue(np.array_equal(before, after[name]), name)

    def test_a_damaged_or_foreign_file_gives_one_line_and_leaves_nothing(self):
        with open(self.file, "rb") as stream:
            whole = stream.read()
        middle = len(whole) // 2
        for name, content in (("one byte", whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1:]), ("cut", whole[:middle]),
                              ("empty", b""), ("foreign", b"not a corpus" * 100)):
            path, work = os.path.join(self.folder.name, name), tempfile.mkdtemp(dir=self.folder.name)
            with open(path, "wb") as sink:
                sink.write(content)
            self.assertIn(path, self.line(packed_corpus.unpack, path, work, "ffmpeg"))
            self.assertEqual([], os.listdir(work), name)
        self.line(packed_corpus.unpack, os.path.join(self.folder.name, "missing"), work, "ffmpeg")
        self.line(packed_corpus.unpack, os.path.join(self.work, "crops.npz"), work, "ffmpeg")

    def test_a_folder_with_a_corpus_is_not_overwritten(self):
        self.assertIn("found a corpus", self.line(packed_corpus.unpack, self.file, self.work, "ffmpeg"))

    def test_crops_of_other_frames_are_refused_and_no_file_is_left(self):
        work, file = self.unpacked(), os.path.join(self.folder.name, "refused")
        crop = self.crops["crop"].copy()
        crop[3] = 255 - crop[3]
        np.savez(os.path.join(work, "crops.npz"), **{**self.crops, "crop": crop})
        self.assertIn(FACES[0], self.line(packed_corpus.pack, work, file, 20, "ffmpeg"))
        self.line(packed_corpus.pack, self.work, file, 20, "no-such-ffmpeg")
        self.line(packed_corpus.pack, tempfile.mkdtemp(dir=self.folder.name), file, 20, "ffmpeg")
        self.assertEqual([], [name for name in os.listdir(self.folder.name) if name.startswith("refused")])


if __name__ == "__main__":
    unittest.main()
