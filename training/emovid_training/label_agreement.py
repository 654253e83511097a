"""How the labels agree with people's scores: EmoTag1200 (Shoeb & de Melo 2020, MIT), an independent source.

EmoTag scores 150 emoji on Plutchik's eight emotions. Anger, disgust, fear and sadness mean the same in both systems; a row counts
where its highest score is at least 0.4 and belongs to one of these four.

One command: python3 -m emovid_training.label_agreement --scores EmoTag1200-scores.csv
"""
import argparse
import csv
import os

NEGATIVE = ("anger", "disgust", "fear", "sadness")
PLUTCHIK = NEGATIVE + ("anticipation", "joy", "surprise", "trust")
LEAST = 0.4


def read_labels(folder):
    labels = {}
    for name in ("weak", "mikels"):
        with open(os.path.join(folder, name + ".csv"), encoding="utf-8") as stream:
            labels.update({row["key"]: (row["mikels"], name == "weak", row["label"]) for row in csv.DictReader(stream)})
    return labels


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scores", required=True)
    parser.add_argument("--labels", default=os.path.join(os.path.dirname(__file__), "..", "labels"))
    args = parser.parse_args()
    labels = read_labels(args.labels)
    agree, total, misses = [0, 0], [0, 0], []
    with open(args.scores, encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            key = row["unicode"].lower().replace(" ", "-").replace("-fe0f", "")
            scores = {name: float(row[name]) for name in PLUTCHIK}
            top = max(scores, key=scores.get)
            if key not in labels or top not in NEGATIVE or scores[top] < LEAST:
                continue
            emotion, weak, name = labels[key]
            total[weak] += 1
            agree[weak] += emotion == top
            if emotion != top:
                misses.append(f"{key} {name}{' (weak)' if weak else ''}: label {emotion}, people {top} {scores[top]:.2f}")
    print(f"labels of mikels.csv: {agree[0]} of {total[0]} agree; of weak.csv: {agree[1]} of {total[1]}")
    print("\n".join(misses))


if __name__ == "__main__":
    main()
