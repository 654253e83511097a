"""What must hold of the grammar of body language and of recoloured faces."""
import unittest

import numpy as np
import torch

from emovid_training.body_language import codes, phrase
from emovid_training.labels import EMOTIONS
from emovid_training.motion_data import motion_energy
from emovid_training.networks import WARP, body_flow, coordinates, within_canvas
from emovid_training.own_faces import BELONGS, belonging, distances, worn_moments
from emovid_training.recolor import recolored, skin, turned


class BodyLanguage(unittest.TestCase):
    box = torch.tensor([[0.5, 0.5, 0.2, 0.2]])

    def carried(self, **pose):
        """Where in the still, in half widths, each cell of the canvas takes its picture from."""
        x, y, _ = coordinates(self.box)
        flow, _ = body_flow(self.box, torch.from_numpy(codes(**pose)).reshape(1, -1))
        return x[0, 0] + flow[0, 0] / 0.2, y[0, 0] + flow[0, 1] / 0.2, x[0, 0], y[0, 0]

    def test_a_shift_takes_from_the_other_side(self):
        sx, sy, x, y = self.carried(x=0.1, y=-0.05)
        self.assertLess((sx - (x - 0.1)).abs().max().item(), 1e-5)
        self.assertLess((sy - (y + 0.05)).abs().max().item(), 1e-5)

    def test_a_stretch_leaves_the_foot(self):
        _, sy, _, y = self.carried(height=1.1)
        self.assertLess((sy - (1 + (y - 1) / 1.1)).abs().max().item(), 1e-5)

    def test_a_roll_turns_about_the_foot_clockwise(self):
        sx, sy, x, y = self.carried(roll=0.1)
        # The pose carries the still's point (sx, sy) to (x, y): a turn by 0.1 from x towards y, about (0, 1).
        self.assertLess((np.cos(0.1) * sx - np.sin(0.1) * (sy - 1) - x).abs().max().item(), 1e-4)
        self.assertLess((np.sin(0.1) * sx + np.cos(0.1) * (sy - 1) - (y - 1)).abs().max().item(), 1e-4)

    def test_an_arc_carries_the_top_and_not_the_foot(self):
        sx, _, x, y = self.carried(bend=0.2)
        middle = WARP // 2
        away = x - sx
        at = lambda height: away[(y[:, 0] - height).abs().argmin(), middle].item()
        self.assertAlmostEqual(at(1.0), 0.0, delta=0.01)
        self.assertAlmostEqual(at(-1.0), 0.2, delta=0.02)

    def test_nothing_is_carried_over_the_edge_and_what_stays_inside_is_left_alone(self):
        box = torch.tensor([[0.5, 0.5, 0.38, 0.38]])
        for pose in ({"y": -0.6}, {"height": 1.5}, {"x": 0.5}, {"bend": 0.9}):
            flow, _ = body_flow(box, torch.from_numpy(codes(**pose)).reshape(1, -1))
            held = within_canvas(box, flow, 0.11)
            self.assertLess(held.abs().max().item(), flow.abs().max().item())
            middle = slice(6, -6)
            for edge in (held[0, 1, 0, middle], -held[0, 1, -1, middle], held[0, 0, middle, 0], -held[0, 0, middle, -1]):
                self.assertLess(edge.max().item(), 0.11 + 1e-5, str(pose))
        small, _ = body_flow(box, torch.from_numpy(codes(y=-0.1, roll=0.05)).reshape(1, -1))
        self.assertTrue(torch.equal(within_canvas(box, small, 0.11), small))

    def test_every_phrase_is_a_loop_and_differs_from_the_next(self):
        for emotion in range(len(EMOTIONS)):
            random = np.random.default_rng(emotion)
            first, second = phrase(emotion, random), phrase(emotion, random)
            steps = np.linalg.norm(np.diff(first, axis=0), axis=1)
            self.assertLessEqual(np.linalg.norm(first[0] - first[-1]), 1.5 * steps.max() + 1e-6, EMOTIONS[emotion])
            self.assertGreater(np.abs(first - second).max(), 0.02, EMOTIONS[emotion])

    def test_anger_moves_more_than_contentment_and_contentment_more_than_nothing(self):
        random = np.random.default_rng(4)
        energy = {e: np.median([motion_energy(phrase(k, random)[None])[0] for _ in range(30)]) for k, e in enumerate(EMOTIONS)}
        self.assertGreater(energy["anger"], 3 * energy["contentment"])
        self.assertGreater(energy["contentment"], 0.001)


class OwnFaces(unittest.TestCase):
    # Four clips of two moments on a line: two of one emotion, one of another, and one alone whose second moment nears the third clip.
    seen = torch.tensor([[0.0], [0.1], [0.2], [0.3], [1.0], [1.1], [3.0], [1.5]])
    emotion, clip = np.array([0, 0, 0, 0, 1, 1, 2, 2]), np.array([0, 0, 1, 1, 2, 2, 3, 3])

    def test_distances_are_to_the_nearest_of_other_emotions_and_other_clips(self):
        other, own = distances(self.seen, self.emotion, self.clip)
        np.testing.assert_allclose(other[:5], [1.0, 0.9, 0.8, 0.7, 0.5], atol=1e-6)
        np.testing.assert_allclose(own[:4], [0.2, 0.1, 0.1, 0.2], atol=1e-6)
        self.assertTrue(np.isinf(own[4:]).all())

    def test_one_of_a_kind_is_measured_against_its_furthest_moment(self):
        belongs = belonging(*distances(self.seen, self.emotion, self.clip), self.clip)
        np.testing.assert_allclose(belongs[6:], [1.0, 0.4 / 1.9], atol=1e-6)

    def test_a_moment_taken_for_another_emotion_gives_way_to_the_nearest_of_its_own(self):
        belongs = np.array([[1.0, 1.0, BELONGS * 0.5, BELONGS * 0.5, 1.0, 1.0], [0.1] * 6])
        self.assertEqual(worn_moments(belongs).tolist(), [[0, 1, 1, 4, 4, 5], [0, 1, 2, 3, 4, 5]])


class Recolor(unittest.TestCase):
    def picture(self, *color):
        return torch.cat([torch.tensor(color).view(1, 3, 1, 1).expand(1, 3, 4, 4), torch.ones(1, 1, 4, 4)], 1)

    def test_the_yellow_skin_turns_and_eyes_anger_and_tears_stay(self):
        matrices = turned(1, np.random.default_rng(2), 1.0)
        yellow = self.picture(1.0, 0.75, 0.2)
        self.assertGreater((recolored(yellow, matrices) - yellow).abs().max().item(), 0.1)
        for color in ((1.0, 1.0, 1.0), (0.1, 0.1, 0.1), (0.9, 0.15, 0.1), (0.2, 0.4, 0.9), (0.2, 0.8, 0.5)):
            self.assertLess((recolored(self.picture(*color), matrices) - self.picture(*color)).abs().max().item(), 1e-5, str(color))

    def test_none_recoloured_is_the_picture(self):
        yellow = self.picture(1.0, 0.75, 0.2)
        self.assertLess((recolored(yellow, turned(1, np.random.default_rng(2), 0.0)) - yellow).abs().max().item(), 1e-5)
        self.assertGreater(skin(yellow[:, :3]).min().item(), 0.9)


if __name__ == "__main__":
    unittest.main()
