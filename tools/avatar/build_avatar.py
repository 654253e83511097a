"""Assembles one character of a DiceBear style (components as trees in JSON) into a stand-alone SVG.

The demo's avatar was made by

  npm pack @dicebear/styles@10.6.0 && tar xf dicebear-styles-10.6.0.tgz
  python3 tools/avatar/build_avatar.py --style package/src/open-peeps.json --component head=mediumBangs2 \
      --component expression=smile --color skin=#edb98a --color clothing=#8fa7df --color headContrast=#a55728 \
      -o samples/stickers/avatar.svg
  rsvg-convert -w 1024 -h 1024 samples/stickers/avatar.svg -o samples/stickers/avatar.png

Components that are not named are left out. Refuses a style whose licence is not CC0.
"""
import argparse
import json
import sys
from xml.sax.saxutils import quoteattr


def pairs(arguments):
    return dict(argument.split("=", 1) for argument in arguments)


def attributes(node, colors):
    parts = []
    for name, value in node.get("attributes", {}).items():
        if isinstance(value, dict):
            value = colors[value["name"]]
        parts.append(f" {name}={quoteattr(str(value))}")
    return "".join(parts)


def render(node, style, chosen, colors):
    if node["type"] == "component":
        if node["name"] not in chosen:
            return ""
        variant = style["components"][node["name"]]["variants"][chosen[node["name"]]]
        inner = "".join(render(child, style, chosen, colors) for child in variant["elements"])
        return f"<g{attributes(node, colors)}>{inner}</g>"
    inner = "".join(render(child, style, chosen, colors) for child in node.get("children", []))
    return f"<{node['name']}{attributes(node, colors)}>{inner}</{node['name']}>"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--style", required=True)
    parser.add_argument("--component", action="append", default=[], metavar="NAME=VARIANT")
    parser.add_argument("--color", action="append", default=[], metavar="NAME=#RRGGBB")
    parser.add_argument("-o", "--output", required=True)
    args = parser.parse_args()

    with open(args.style, encoding="utf-8") as stream:
        style = json.load(stream)
    licence = style["meta"]["license"]
    if not licence["name"].startswith("CC0"):
        sys.exit(f"build_avatar: the style's licence is {licence['name']}, but only CC0 art may be committed; choose another style")
    colors = {name: entry["values"][0] for name, entry in style["colors"].items()} | pairs(args.color)
    chosen = pairs(args.component)
    canvas = style["canvas"]
    width, height = canvas["width"], canvas["height"]
    body = "".join(render(node, style, chosen, colors) for node in canvas["elements"])
    root = "".join(f" {name}={quoteattr(str(value))}" for name, value in style["attributes"].items())
    with open(args.output, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{root}>\n')
        stream.write(f"<metadata>{licence['text']}</metadata>\n{body}\n</svg>\n")


if __name__ == "__main__":
    main()
