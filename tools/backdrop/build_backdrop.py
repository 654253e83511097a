#!/usr/bin/env python3
"""Draws the stage's backdrop: a valley in mild daylight, so that every mood has somewhere to go. Made with

    python3 tools/backdrop/build_backdrop.py > samples/Stage/assets/backdrop.svg
    rsvg-convert samples/Stage/assets/backdrop.svg -o backdrop.png
    ffmpeg -i backdrop.png -c:v libwebp -quality 88 samples/Stage/assets/backdrop.webp
"""
import math
import random

WIDTH, HEIGHT = 1920, 1080
rng = random.Random(7)


def ridge(base, waves, steps=96):
    points = []
    for i in range(steps + 1):
        x = WIDTH * i / steps
        y = base + sum(a * math.sin(x / WIDTH * f * math.tau + p) for a, f, p in waves)
        points.append((x, y))
    return points


def hill(points, fill):
    path = f"M0 {HEIGHT} L" + " ".join(f"{x:.0f} {y:.0f}" for x, y in points) + f" L{WIDTH} {HEIGHT} Z"
    return f'<path d="{path}" fill="{fill}"/>'


def height(points, x):
    i = min(int(x / WIDTH * (len(points) - 1)), len(points) - 2)
    (x0, y0), (x1, y1) = points[i], points[i + 1]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def pine(x, y, size, dark, light):
    parts = [f'<rect x="{x - size * .05:.1f}" y="{y - size * .12:.1f}" width="{size * .1:.1f}" height="{size * .14:.1f}" fill="#6b4f3f"/>']
    for k, w in ((.1, .34), (.34, .27), (.58, .19)):
        top, bottom = y - size * (k + .42), y - size * k
        parts.append(f'<path d="M{x:.1f} {top:.1f} L{x + size * w:.1f} {bottom:.1f} L{x - size * w:.1f} {bottom:.1f} Z" fill="{dark}"/>')
        parts.append(f'<path d="M{x:.1f} {top:.1f} L{x:.1f} {bottom:.1f} L{x - size * w:.1f} {bottom:.1f} Z" fill="{light}"/>')
    return "".join(parts)


def bush(x, y, size, dark, light):
    parts = []
    for dx, dy, r in ((-.5, .0, .34), (.5, .0, .36), (0, -.22, .46)):
        parts.append(f'<circle cx="{x + dx * size:.1f}" cy="{y + dy * size:.1f}" r="{r * size:.1f}" fill="{dark}"/>')
    for dx, dy, r in ((-.56, -.08, .24), (.4, -.1, .24), (-.08, -.32, .34)):
        parts.append(f'<circle cx="{x + dx * size:.1f}" cy="{y + dy * size:.1f}" r="{r * size:.1f}" fill="{light}"/>')
    return "".join(parts)


def cloud(x, y, size, opacity):
    parts = [(-1.1, 0, .42), (-.5, -.26, .6), (.2, -.38, .74), (.85, -.12, .55), (1.35, .04, .36)]
    body = "".join(f'<circle cx="{x + a * size:.0f}" cy="{y + b * size:.0f}" r="{r * size:.0f}"/>' for a, b, r in parts)
    return f'<g fill="#ffffff" opacity="{opacity}"><rect x="{x - 1.5 * size:.0f}" y="{y - .02 * size:.0f}" width="{3.2 * size:.0f}" height="{.42 * size:.0f}" rx="{.21 * size:.0f}"/>{body}</g>'


far = ridge(560, [(46, 1.3, .4), (26, 3.1, 1.2), (14, 6.7, .3)])
middle = ridge(650, [(44, 1.1, 2.4), (22, 2.6, .2), (9, 7.3, 2.0)])
near = ridge(735, [(34, .9, 4.4), (20, 2.2, 1.1)])
meadow = ridge(842, [(16, 1.0, .9), (7, 2.7, 2.2)])
out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
       '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4f9fd8"/><stop offset=".55" stop-color="#9fd0ea"/>'
       '<stop offset="1" stop-color="#f4e6c8"/></linearGradient>'
       '<radialGradient id="sun"><stop offset="0" stop-color="#fff7d6"/><stop offset=".22" stop-color="#ffe9a6" stop-opacity=".85"/>'
       '<stop offset="1" stop-color="#ffe9a6" stop-opacity="0"/></radialGradient>'
       '<linearGradient id="grass" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#86b85c"/><stop offset="1" stop-color="#578a45"/></linearGradient>'
       '<linearGradient id="haze" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff3d6" stop-opacity="0"/>'
       '<stop offset="1" stop-color="#fff3d6" stop-opacity=".5"/></linearGradient></defs>',
       f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>',
       '<circle cx="1430" cy="330" r="430" fill="url(#sun)"/><circle cx="1430" cy="330" r="74" fill="#fff6cf"/>']
out += [cloud(x, y, s, o) for x, y, s, o in ((300, 190, 66, .85), (820, 120, 44, .7), (1120, 250, 36, .6), (1720, 160, 58, .8), (620, 310, 30, .5))]
out.append(hill(far, "#8fb3c9"))
out.append(f'<rect y="480" width="{WIDTH}" height="330" fill="url(#haze)"/>')
out.append(hill(middle, "#6f9f8f"))
for _ in range(46):
    x = rng.uniform(0, WIDTH)
    out.append(pine(x, height(middle, x) + rng.uniform(4, 20), rng.uniform(34, 58), "#4f8272", "#5a9080"))
out.append(hill(near, "#6aa267"))
for _ in range(26):
    x = rng.choice((rng.uniform(0, 620), rng.uniform(1260, WIDTH)))
    out.append(pine(x, height(near, x) + rng.uniform(6, 34), rng.uniform(84, 150), "#3c7350", "#4a8560"))
out.append(hill(meadow, "url(#grass)"))
for _ in range(150):
    x = rng.uniform(0, WIDTH)
    y = height(meadow, x) + rng.uniform(8, 240)
    s = 5 + (y - 840) / 28
    out.append(f'<path d="M{x:.0f} {y:.0f} q{-s * .5:.1f} {-s:.1f} {-s:.1f} {-s * 1.5:.1f} M{x:.0f} {y:.0f} q0 {-s:.1f} {s * .2:.1f} {-s * 1.9:.1f} M{x:.0f} {y:.0f} q{s * .5:.1f} {-s:.1f} {s:.1f} {-s * 1.4:.1f}" '
               f'stroke="#4a7d3c" stroke-width="{1 + s / 8:.1f}" fill="none" stroke-linecap="round"/>')
for _ in range(70):
    x = rng.uniform(0, WIDTH)
    y = height(meadow, x) + rng.uniform(14, 230)
    out.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{2.5 + (y - 840) / 70:.1f}" fill="{rng.choice(("#f6d365", "#f3f0e8", "#e98a8a", "#c9a6e4"))}"/>')
for x, y, s in ((70, 900, 120), (250, 872, 70), (1850, 910, 130), (1690, 872, 76)):
    out.append(bush(x, y, s, "#3f7a4b", "#55955a"))
out.append("</svg>")
print("\n".join(out))
