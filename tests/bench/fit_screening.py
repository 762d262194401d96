#!/usr/bin/env python3
"""Fits the weights of the features of a name (engine/screening/model.cpp) on published lists.

  python3 -m venv venv && venv/bin/pip install numpy
  venv/bin/python tests/bench/fit_screening.py build/release/native_server/financescr ../shared/data

Regularised logistic regression, drawn towards the present weights by a ridge; coverages and rarity
may not count negative, initials not positive. Rows: 3,000 listed names with one letter wrong (the
party is right), innocents by name alone and with all fields, and the curated name pairs. Of the
names of an entity the best one counts. Prints, for each strength of the ridge, the weights and
what they do on parties that they have not seen (five folds by party), then with all rows. Of the
built-in weights those of query coverage, rarity and initials are these, rounded; the slope of
candidate coverage and the intercept are set by hand (docs/SCREENING.md).
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib

import numpy as np

PROGRAM, DATA = sys.argv[1:3]
NAMES = ["query_coverage", "candidate_coverage", "name_evidence", "name_rarity", "initials_share"]
SIGNS = np.array([1, 1, 1, 1, -1])
THRESHOLD = np.log(0.72 / 0.28)
PRESENT = np.array([7.2, 5.0, 0.0, 2.9, -0.7])  # of model.cpp
TYPES = {"Person": "PERSON", "Vessel": "VESSEL", "Company": "ORGANISATION",
         "Organization": "ORGANISATION", "PublicBody": "ORGANISATION"}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def run(arguments, lines):
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n"
    done = subprocess.run([PROGRAM, *arguments], input=text, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def misspelt(rng, name):
    words = name.split()
    places = [i for i, w in enumerate(words) if len(w) >= 4 and w.isascii() and w.isalpha()]
    if not places:
        return None
    at = rng.choice(places)
    word, letter = words[at], rng.choice("abcdefghijklmnopqrstuvwxyz")
    i = rng.randrange(len(word) - 1)
    words[at] = rng.choice([word[:i] + letter + word[i:], word[:i] + word[i + 1:],
                            word[:i] + letter + word[i + 1:],
                            word[:i] + word[i + 1] + word[i] + word[i + 2:]])
    return None if words[at].lower() == word.lower() else " ".join(words)


def candidates(answer, own=None):
    """(the rest of the log-odds, the features of the name) of the matches, or of the party's own."""
    found = []
    for match in answer.get("matches", []):
        if own and match["entity_id"] not in own:
            continue
        x = np.array([match["features"][name] for name in NAMES], float)
        rest = match["log_odds"] - sum(match["contributions"].get(name, 0) for name in NAMES)
        found.append((rest, x))
    return found


def best(sets, w, shift):
    return np.array([max((b + shift + x @ w for b, x in ms), default=-99) for ms in sets])


def fit(data, w0, ridge):
    w, shift = w0.copy(), 0.0
    for _ in range(3):
        chosen = [(max(ms, key=lambda m: m[0] + m[1] @ w), y, weight)
                  for ms, y, weight, _ in data if ms]
        b = np.array([c[0][0] for c in chosen])
        x = np.array([c[0][1] for c in chosen])
        y = np.array([c[1] for c in chosen])
        weight = np.array([c[2] for c in chosen])
        x1 = np.c_[x, np.ones(len(x))]
        for _ in range(25):
            p = 1 / (1 + np.exp(-np.clip(b + shift + x @ w, -30, 30)))
            gradient = np.r_[x.T @ (weight * (y - p)) - ridge * (w - w0), (weight * (y - p)).sum()]
            hessian = x1.T @ (x1 * (weight * p * (1 - p))[:, None]) + np.diag([ridge] * 5 + [1e-6])
            step = 0.7 * np.linalg.solve(hessian, gradient)
            w, shift = np.where((w + step[:5]) * SIGNS > 0, w + step[:5], 0), shift + step[5]
    return w, shift


def report(label, data, w, shift):
    scores = {}
    for kind in ("innocent", "innocent, name alone", "misspelt", "pair"):
        part = [(ms, y) for ms, y, _, k in data if k[0] == kind]
        scores[kind] = best([ms for ms, _ in part], w, shift) >= THRESHOLD, [y for _, y in part]
    alerts, labels = scores["pair"]
    labels = np.array(labels, bool)
    right = (alerts & labels).sum()
    print(f"{label:24} misspelt {scores['misspelt'][0].mean():.4f}  innocents "
          f"{scores['innocent'][0].mean():.4f}, by name alone "
          f"{scores['innocent, name alone'][0].mean():.4f}  pairs F1 "
          f"{2 * right / max(1, alerts.sum() + labels.sum()):.3f}  weights "
          + " ".join(f"{n} {v:.2f}" for n, v in zip(NAMES, w)) + f"  intercept {shift:+.2f}")


work = tempfile.mkdtemp()
lists = DATA + "/lists"
subprocess.run([PROGRAM, "import", "--merge", "--out", work,
                "ofac-sdn-csv=" + lists + "/ofac", "un-xml=" + lists + "/un/consolidated.xml",
                "uk-conlist-csv=" + lists + "/uk/ConList.csv",
                "eu-fsf-csv=" + lists + "/eu/EUSanctionsShort.csv"], check=True, capture_output=True)
listed = rows(work + "/watchlist.jsonl")
rng = random.Random(7)
asked = []
while len(asked) < 3000:
    entry = rng.choice(listed)
    name = misspelt(rng, entry["primary_name"])
    if name:
        asked.append((entry, name))
data = []  # candidates, label, weight, (kind, what goes into one fold)
for answer, (entry, _) in zip(run(["screen", "--pack", work],
                                  [{"subject": {"name": name}} for _, name in asked]), asked):
    own = {entry["entity_id"], *entry.get("same_as", [])}
    data.append((candidates(answer, own), 1, 1.0, ("misspelt", entry["entity_id"])))
innocents = rows(DATA + "/screening/innocents.dev.jsonl")[::4]
for kind, weight in (("innocent", 1.0), ("innocent, name alone", 0.3)):
    lines = [{"subject": {"name": row["name"]}} for row in innocents]
    if kind == "innocent":
        for line, row in zip(lines, innocents):
            line["subject"] |= {"entity_type": "PERSON"} | (
                {"dob": row["dob"]} if row.get("dob") else {})
    for answer, row in zip(run(["screen", "--pack", work], lines), innocents):
        data.append((candidates(answer), 0, weight, (kind, row["name"])))
pairs = [row for row in rows(DATA + "/screening/name_pairs.dev.jsonl") if row["expected"]]
for row in pairs:
    entry = {"entity_id": "E1", "list_type": "SANCTIONS", "primary_name": row["candidate"]["name"],
             "entity_type": TYPES.get(row["candidate"].get("schema"), "UNKNOWN")}
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/watchlist.jsonl", "w", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        answer = run(["screen", "--pack", folder], [{"subject": {"name": row["query"]["name"]}}])
    data.append((candidates(answer[0]) if answer else [], int(row["expected"] == "match"), 3.0,
                 ("pair", row["candidate"]["name"])))

report("as they are", data, PRESENT, 0.0)
fold = np.array([zlib.crc32(k[1].encode()) % 5 for _, _, _, k in data])
for ridge in (300, 100, 30, 10):
    fits = []
    for part in range(5):
        w, shift = fit([d for d, f in zip(data, fold) if f != part], PRESENT, ridge)
        fits.append((w, shift))
    # Each row with the weights that have not seen it: the difference is put into its rest.
    unseen = []
    for (ms, y, weight, key), part in zip(data, fold):
        w, shift = fits[part]
        unseen.append(([(b + shift + x @ w, x * 0) for b, x in ms], y, weight, key))
    report(f"ridge {ridge}, unseen", unseen, PRESENT, 0.0)
    report(f"ridge {ridge}, all rows", data, *fit(data, PRESENT, ridge))
