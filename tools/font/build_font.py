#!/usr/bin/env python3
"""Draws the glyphs of the stage's text once, at the sizes that it shows, so that text is crisp and needs no font at run time.

    npm pack @fontsource/inter && tar xzf fontsource-inter-*.tgz
    /usr/bin/python3 tools/font/build_font.py package/files samples/Stage/assets/inter.bin

Input: inter-latin-400-normal.woff and inter-latin-600-normal.woff (Inter, SIL Open Font License 1.1). Needs python3-pil.
Output, gzip of little endian numbers: u32 atlas width, u32 atlas height, u32 faces; for each face u16 weight, u16 pixels an em,
i16 ascent, i16 descent, u16 glyphs; for each glyph u16 code point, u16 x, u16 y, u16 width, u16 height in the atlas, i16 left,
i16 top (of the bitmap, from the pen on the baseline, y down), u16 advance in 64ths of a pixel; then the atlas, a byte of coverage a
pixel, rows from the top.
"""
import gzip
import io
import struct
import sys

from PIL import ImageFont

SIZES = {400: [11, 12, 13, 15, 17, 20, 22, 26, 30], 600: [11, 12, 13, 15, 17, 20, 22, 26, 30, 40, 52]}
TEXT = "".join(map(chr, range(32, 127))) + "°×–·…µ±"
WIDTH = 1024


def face(path, size):
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    # Whole pixels at small sizes, where glyphs stand on whole pixels: the same pair of letters is then always as far apart.
    exact = ImageFont.truetype(path, 2048, layout_engine=ImageFont.Layout.BASIC)
    ascent, descent = font.getmetrics()
    glyphs = []
    for char in TEXT:
        mask, (left, top) = font.getmask2(char, mode="L", anchor="ls")
        advance = exact.getlength(char) * size / 2048
        advance = round(advance + 0.1) if size < 24 else advance
        glyphs.append((ord(char), mask.size, bytes(mask), left, top, round(advance * 64)))
    return ascent, descent, glyphs


def main(folder, output):
    faces = []
    for weight, sizes in SIZES.items():
        for size in sizes:
            faces.append((weight, size, *face(f"{folder}/inter-latin-{weight}-normal.woff", size)))

    # Shelves, tallest first; a pixel of nothing around each glyph.
    order = sorted(((f, g) for f in range(len(faces)) for g in range(len(faces[f][4]))), key=lambda k: -faces[k[0]][4][k[1]][1][1])
    places, x, y, shelf = {}, 1, 1, 0
    for f, g in order:
        w, h = faces[f][4][g][1]
        if x + w + 1 > WIDTH:
            x, y, shelf = 1, y + shelf + 1, 0
        places[f, g] = (x, y)
        x, shelf = x + w + 1, max(shelf, h)
    height = y + shelf + 1
    atlas = bytearray(WIDTH * height)
    out = io.BytesIO()
    out.write(struct.pack("<III", WIDTH, height, len(faces)))
    for f, (weight, size, ascent, descent, glyphs) in enumerate(faces):
        out.write(struct.pack("<HHhhH", weight, size, ascent, -descent, len(glyphs)))
        for g, (code, (w, h), pixels, left, top, advance) in enumerate(glyphs):
            px, py = places[f, g]
            out.write(struct.pack("<HHHHHhhH", code, px, py, w, h, left, top, advance))
            for row in range(h):
                atlas[(py + row) * WIDTH + px:(py + row) * WIDTH + px + w] = pixels[row * w:row * w + w]
    out.write(atlas)
    with open(output, "wb") as file:
        file.write(gzip.compress(out.getvalue(), 9, mtime=0))
    print(f"{WIDTH}x{height}, {len(faces)} faces of {len(TEXT)} glyphs")


main(*sys.argv[1:])
