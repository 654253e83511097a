"""Writes the case by which the SDK's compositors are held against this renderer (within 2/255).

python3 -m emovid_training.renderer_fixture --out tests/assets/renderer
  still.rgba   48 × 48 premultiplied RGBA8        warp.f32   [8, 16, 16]     paint.f32   [5, 24, 24]
  frame.rgba   96 × 96 premultiplied RGBA8, this renderer's result (the still fills the canvas)
"""
import argparse
import os

import numpy as np
import torch

from .renderer import render, upsample

STILL, WARP_CELLS, PAINT_CELLS, FRAME = 48, 16, 24, 96


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    random = torch.Generator().manual_seed(7)
    alpha = torch.sigmoid(4 * upsample(torch.randn(1, 1, 8, 8, generator=random), STILL) + 1)
    rgb = torch.rand(1, 3, STILL, STILL, generator=random) * alpha
    still = (torch.cat([rgb, alpha], 1) * 255 + 0.5).floor() / 255
    flow = upsample(torch.randn(1, 2, 5, 5, generator=random), WARP_CELLS) * 0.15
    gain = torch.exp(0.4 * torch.randn(1, 3, WARP_CELLS, WARP_CELLS, generator=random))
    mask = torch.sigmoid(3 * torch.randn(1, 1, PAINT_CELLS, PAINT_CELLS, generator=random) - 1)
    opacity = torch.rand(1, 1, PAINT_CELLS, PAINT_CELLS, generator=random)
    paint = torch.cat([mask, torch.rand(1, 3, PAINT_CELLS, PAINT_CELLS, generator=random) * opacity, opacity], 1)
    # Far below 1 and far above, so that colours are held too, and none in some columns.
    tint = torch.exp(torch.randn(1, 3, WARP_CELLS, WARP_CELLS, generator=random))
    tint[..., : WARP_CELLS // 4] = 1
    warp = torch.cat([flow, gain, tint], 1)
    frame = render(still, warp, paint, FRAME, exact=True)
    os.makedirs(args.out, exist_ok=True)

    def rgba(image):
        return (image[0].clamp(0, 1).permute(1, 2, 0).numpy() * 255 + 0.5).astype(np.uint8).tobytes()

    for name, content in (("still.rgba", rgba(still)), ("frame.rgba", rgba(frame)),
                          ("warp.f32", warp[0].numpy().astype("<f4").tobytes()), ("paint.f32", paint[0].numpy().astype("<f4").tobytes())):
        with open(os.path.join(args.out, name), "wb") as sink:
            sink.write(content)


if __name__ == "__main__":
    main()
