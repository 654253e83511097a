"""What must hold of the maps between canvas, face frame and fields, whatever was learnt."""
import unittest

import numpy as np
import torch

from emovid_training.actor_networks import apply, prefilter, unfold
from emovid_training.crops import fit_ellipse
from emovid_training.face_finder import crop_matrices, place_matrices
from emovid_training.painter_networks import INK, MARGIN, halves, skin_under
from emovid_training.renderer import upsample
from emovid_training.windows import to_window


class Geometry(unittest.TestCase):
    face = torch.tensor([[0.48, 0.55, 0.31]])

    def test_a_crop_of_one_colour_has_that_colour(self):
        for face in ((0.5, 0.5, 0.38), (0.64, 0.52, 0.19), (0.5, 0.6, 0.1)):
            crop = apply(crop_matrices(torch.tensor([face]), 128, 48), torch.full((1, 1, 128, 128), 0.7))
            self.assertLess((crop - 0.7).abs().max().item(), 1e-5)

    def test_a_crop_reads_where_the_frame_is(self):
        axis = (torch.arange(128) + 0.5) / 128
        picture = torch.stack([axis.view(1, -1).expand(128, 128), axis.view(-1, 1).expand(128, 128)])[None]
        crop = apply(crop_matrices(self.face, 128, 48), picture)[0]
        along = ((torch.arange(48) + 0.5) / 48 * 2 - 1) * MARGIN * 0.31
        self.assertLess((crop[0, 24] - (0.48 + along)).abs().max().item(), 2e-3)
        self.assertLess((crop[1, :, 24] - (0.55 + along)).abs().max().item(), 2e-3)

    def test_what_is_placed_lies_where_it_was_cropped(self):
        drawn = torch.zeros(1, 1, INK, INK)
        drawn[:, :, 30:34, 60:64] = 1
        field = apply(place_matrices(self.face, 160), drawn)[0, 0]
        total = field.sum()
        axis = (torch.arange(160) + 0.5) / 160
        x, y = (field.sum(0) * axis).sum() / total, (field.sum(1) * axis).sum() / total
        self.assertAlmostEqual(x.item(), 0.48 + (62 / INK * 2 - 1) * MARGIN * 0.31, places=3)
        self.assertAlmostEqual(y.item(), 0.55 + (32 / INK * 2 - 1) * MARGIN * 0.31, places=3)

    def test_the_prefiltered_spline_passes_through_its_values(self):
        values = torch.rand(1, 1, 40, 40, generator=torch.Generator().manual_seed(1))
        matrix = prefilter(40)
        self.assertLess((upsample(matrix @ values @ matrix.t(), 40) - values).abs().max().item(), 1e-4)

    def test_unfold_undoes_the_pixel_shuffle(self):
        x = torch.rand(2, 16, 5, 5)
        self.assertTrue(torch.equal(unfold(torch.nn.functional.pixel_shuffle(x, 2)), x))

    def test_no_drive_paints_nothing_and_halves_are_apart(self):
        self.assertEqual(halves(torch.zeros(1, 2)).abs().max().item(), 0)
        upper = halves(torch.tensor([[1.0, 0.0]]))[0, 0]
        self.assertGreater(upper[20].min().item(), 0.99)
        self.assertLess(upper[80].max().item(), 0.01)

    def test_skin_spreads_under_what_is_wiped(self):
        crop = torch.ones(1, 4, 48, 48) * torch.tensor([0.9, 0.7, 0.2, 1.0]).view(1, 4, 1, 1)
        crop[:, :3, 18:30, 18:30] = 0
        wiped = torch.zeros(1, 1, 48, 48)
        wiped[:, :, 17:31, 17:31] = 1
        skin = skin_under(crop, wiped)
        self.assertLess((skin - torch.tensor([0.9, 0.7, 0.2]).view(1, 3, 1, 1)).abs().max().item(), 0.01)

    def test_the_fitted_ellipse_ignores_what_sticks_out(self):
        y, x = (np.mgrid[0:128, 0:128] + 0.5) / 128
        alpha = 255.0 * (((x - 0.47) / 0.40) ** 2 + ((y - 0.53) / 0.37) ** 2 < 1)
        alpha[60:64, 116:124] = 255      # a tear that flies off
        np.testing.assert_allclose(fit_ellipse(alpha), [0.47, 0.53, 0.40, 0.37], atol=0.012)

    def test_a_window_closes_and_an_open_clip_is_left_out(self):
        time = np.arange(48) / 48
        loop = np.zeros((48, 35), np.float32)
        loop[:, 0] = np.sin(2 * np.pi * time)
        self.assertEqual(to_window(loop, 42).shape, (72, 35))
        loop[:, 0] = time * 10
        self.assertIsNone(to_window(loop, 42))


if __name__ == "__main__":
    unittest.main()
