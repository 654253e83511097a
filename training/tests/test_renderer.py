"""What must hold of the compositor's mathematics, whatever is rendered."""
import unittest

import torch

from emovid_training.renderer import CHANNELS, UNTINTED, render


class Renderer(unittest.TestCase):
    def setUp(self):
        random = torch.Generator().manual_seed(3)
        alpha = torch.rand(1, 1, 24, 24, generator=random)
        self.still = torch.cat([torch.rand(1, 3, 24, 24, generator=random) * alpha, alpha], 1)
        self.plain = torch.cat([0.05 * torch.randn(1, 2, 8, 8, generator=random), 0.5 + torch.rand(1, 3, 8, 8, generator=random)], 1)
        self.tint = 4 * torch.rand(1, 3, 8, 8, generator=random)
        self.paint = torch.rand(1, 5, 12, 12, generator=random)

    def test_no_tint_is_a_tint_of_1(self):
        ones = torch.cat([self.plain, torch.ones(1, 3, 8, 8)], 1)
        self.assertLess((render(self.still, ones, self.paint, 32) - render(self.still, self.plain, self.paint, 32)).abs().max().item(), 1e-5)

    def test_a_tint_under_a_mask_of_1_changes_nothing(self):
        self.paint[:, :1] = 1
        tinted = torch.cat([self.plain, self.tint], 1)
        self.assertLess((render(self.still, tinted, self.paint, 32) - render(self.still, self.plain, self.paint, 32)).abs().max().item(), 1e-5)

    def test_a_tint_multiplies_the_still_and_is_held_between_0_and_alpha(self):
        still = torch.tensor([0.4, 0.3, 0.1, 0.8]).view(1, 4, 1, 1).expand(1, 4, 24, 24)
        warp = torch.tensor([0, 0, 1, 1, 1, 0.5, 4, -1.0]).view(1, 8, 1, 1).expand(1, 8, 8, 8)
        middle = render(still, warp, torch.zeros(1, 5, 12, 12), 24)[0, :, 12, 12]
        self.assertLess((middle - torch.tensor([0.2, 0.8, 0, 0.8])).abs().max().item(), 1e-5)

    def test_other_numbers_of_channels_are_refused(self):
        for channels in (UNTINTED - 1, UNTINTED + 1, CHANNELS + 1):
            with self.assertRaises(ValueError):
                render(self.still, torch.ones(1, channels, 8, 8), self.paint, 32)


if __name__ == "__main__":
    unittest.main()
