#!/usr/bin/env python3
"""Writes content/actors/prevalence.yaml: how many ATT&CK groups use each technique and tool.

usage: prevalence.py group-uses.tsv.gz software-uses.tsv.gz > content/actors/prevalence.yaml
Both tables are derived from github.com/mitre/cti (ATT&CK Enterprise, STIX 2.0): one line for each
(group, technique or software) and each (software, technique). Only counts and names are kept.
"""
import csv
import gzip
import sys
from collections import defaultdict

# Malware (not of ATT&CK's type `tool`) whose source or builder is public, sold or passed around among groups:
# that few groups are recorded with it says nothing.
PUBLIC = """gh0st RAT|PlugX|PoisonIvy|China Chopper|Cobalt Strike|ASPXSpy|njRAT|NanoCore|NETWIRE|WarzoneRAT|DarkComet|
reGeorg|ShadowPad|ZxShell|Derusbi|More_eggs|QakBot|Winnti for Linux|Winnti for Windows|TrickBot|Emotet|SystemBC|
RedLine Stealer|Raccoon Stealer|Lumma Stealer|AsyncRAT|Gold Dragon|RawPOS|HTRAN|Carbanak|Dridex|Agent Tesla|
LockBit 2.0|LockBit 3.0|Conti|REvil|Ryuk|BlackCat|P.A.S. Webshell|Revenge RAT|Imminent Monitor|Bandook""".replace("\n", "").split("|")


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(uses, software):
    groups, techniques, tools, names, kinds = set(), defaultdict(set), defaultdict(set), {}, {}
    for row in rows(uses):
        groups.add(row["group_id"])
        if row["target_type"] == "attack-pattern":
            techniques[row["target_id"]].add(row["group_id"])
        else:
            tools[row["target_id"]].add(row["group_id"])
            names[row["target_id"]], kinds[row["target_id"]] = row["target_name"], row["target_type"]
    also = defaultdict(set)
    for row in rows(software):
        also[row["software_id"]].update(row["aliases"].split("|"))
    print("# How common each technique and tool is among the groups that ATT&CK records. Made by intel/scripts/prevalence.py;")
    print("# not edited by hand. Rarity decides what a finding weighs; `public` marks what anyone can have.")
    print("source:")
    print("  title: MITRE ATT&CK Enterprise, groups and what they use (counts only)")
    print("  url: https://github.com/mitre/cti")
    print("  date: 2025-11-13")
    print('  licence: "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation. https://attack.mitre.org/resources/legal-and-branding/terms-of-use/"')
    print(f"groups: {len(groups)}")
    print("techniques:")
    for technique in sorted(techniques):
        print(f"  {technique}: {len(techniques[technique])}")
    print("tools:")
    for tool in sorted(tools, key=lambda t: (names[t].lower(), t)):
        public = kinds[tool] == "tool" or names[tool] in PUBLIC
        other = sorted(n for n in also[tool] if n and n != names[tool])
        line = f"  - {{name: {quoted(names[tool])}, id: {tool}, groups: {len(tools[tool])}"
        line += ", public: true" if public else ""
        line += f", also: [{', '.join(quoted(n) for n in other)}]" if other else ""
        print(line + "}")


main(*sys.argv[1:3])
