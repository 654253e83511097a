"""Avatars of known expression: DiceBear's styles (npm @dicebear/styles 10.6.0; the generator's are CC0) as component trees → SVG → pixels.

One identity keeps its hair, clothes and colours while only the expression's components change: exact pairs of one character
in different emotions, which the sticker corpus does not have. `avatars.json` beside the label files says which components make
which expression and which of Mikels' emotions that is.
"""
import hashlib
import html
import json
import os
import subprocess
import tempfile

import numpy as np
from PIL import Image

TABLE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "labels", "avatars.json")


def load_table(path=TABLE):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


class Style:
    """One style definition and what draws an identity of it in an expression."""

    def __init__(self, folder: str, name: str):
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as stream:
            self.tree = json.load(stream)
        self.name = name
        self.width, self.height = self.tree["canvas"]["width"], self.tree["canvas"]["height"]

    def identity(self, number: int, fixed=()):
        """Colours and components of character `number`: the same for ever. `fixed` components are left to the expression."""
        digest = hashlib.sha256(f"{self.name}:{number}".encode()).digest()
        random = np.random.default_rng(int.from_bytes(digest[:8], "little"))
        colors = {}
        for name, color in self.tree.get("colors", {}).items():
            taken = [colors.get(other) for other in color.get("notEqualTo", [])]
            values = [v for v in color["values"] if v not in taken] or color["values"]
            colors[name] = values[random.integers(len(values))]
        parts = {}
        for name, component in self.tree["components"].items():
            shown = random.random() * 100 < component.get("probability", 100)
            variants = [v for v, body in component.get("variants", {}).items() if body.get("weight", 1) > 0]
            variant = variants[random.integers(len(variants))] if variants else None
            if name not in fixed and name != "animation" and shown and variant:
                parts[name] = variant
        return {"colors": colors, "parts": parts}

    def svg(self, identity, expression) -> str:
        parts = {**identity["parts"], **expression}
        body = "".join(self._element(e, parts, identity["colors"]) for e in self.tree["canvas"]["elements"])
        attributes = self._attributes(self.tree.get("attributes", {}), identity["colors"])
        return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'viewBox="0 0 {self.width} {self.height}"{attributes}>{body}</svg>')

    def _attributes(self, attributes, colors) -> str:
        def value(v):
            return colors[v["name"]] if isinstance(v, dict) and v.get("type") == "color" else str(v)

        return "".join(f' {k}="{html.escape(value(v), quote=True)}"' for k, v in attributes.items())

    def _element(self, element, parts, colors) -> str:
        kind, attributes = element.get("type"), self._attributes(element.get("attributes", {}), colors)
        if kind == "text":
            return html.escape(str(element.get("value", "")))
        if kind == "component":
            variant = parts.get(element["name"])
            if variant is None or variant not in self.tree["components"][element["name"]]["variants"]:
                return ""
            children = self.tree["components"][element["name"]]["variants"][variant]["elements"]
            return f"<g{attributes}>" + "".join(self._element(e, parts, colors) for e in children) + "</g>"
        if element["name"] in ("style", "script"):
            return ""
        children = "".join(self._element(e, parts, colors) for e in element.get("children", []))
        return f'<{element["name"]}{attributes}>{children}</{element["name"]}>'


def rasterize(svg: str, size: int) -> np.ndarray:
    """[4, size, size] uint8 premultiplied."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.svg")
        with open(path, "w", encoding="utf-8") as sink:
            sink.write(svg)
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", path + ".png", path], check=True)
        with Image.open(path + ".png") as image:
            rgba = np.asarray(image.convert("RGBA"), np.float32)
    rgba[..., :3] *= rgba[..., 3:] / 255
    return (rgba + 0.5).astype(np.uint8).transpose(2, 0, 1)
