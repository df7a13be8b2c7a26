#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Check the starter taxonomy: form, references, richness of the occupations, courses, and the set as a whole.

    python3 scripts/check_starter.py                          the whole set, taxonomy/starter/*.json
    python3 scripts/check_starter.py --partial FILE [FILE..]  only these files; the rest of the set serves to look ids up
    python3 scripts/check_starter.py --full                   the whole set, and whether it is as large as it is meant to be

Whether tiers discriminate is measured on the whole set, with one simple likeness of two occupations: weighted overlap, the
sum of the smaller weights over the sum of the larger ones (weighted Jaccard) of essential 3, important 2 and somewhat 1 over
skills and knowledge. It serves to find flat data and is not how the library ranks.

Prints "file: id: what is wrong; what to do" a line, then counts. Exit status: 0 no errors, 1 errors, 2 wrong use.
"""
import argparse
import json
import math
import re
import statistics
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DIR = ROOT / "taxonomy" / "starter"
EXPECTATIONS = ROOT / "tests" / "starter" / "face_validity.json"
ORIGINS = ROOT / "tests" / "starter" / "origins.json"
README = ROOT / "taxonomy" / "README.md"  # its table names the ontwikkelpaden
CHANGELOG = ROOT / "CHANGELOG.md"          # tells how large the set is
KINDS = ("occupation", "skill", "knowledge", "task", "condition", "group", "licence")
GENERAL_FILE = "skills.json"          # the skills defined here are the general ones
TOP_KEYS = {"overstap", "base", "about", "concepts", "courses"}
ABOUT_KEYS = {"name", "edition", "date", "licence", "source", "notice"}
CONCEPT_KEYS = {"id", "kind", "label", "alt", "hidden", "definition", "notation", "broader", "match"}
OCCUPATION_KEYS = CONCEPT_KEYS | {"isco", "nlqf", "regulated", "requires", "tasks", "conditions"}
TASK_IN_PLACE_KEYS = {"id", "label", "alt", "hidden", "definition", "level"}
COURSE_KEYS = {"id", "type", "label", "alt", "definition", "teaches", "entry", "nlqf", "hours", "weeks", "cost", "form",
               "provider", "sector", "match", "languages", "quality", "fields", "starts", "offered", "paths", "parts"}
COURSE_TYPES = {"mbo-certificaat", "keuzedeel", "praktijkverklaring", "diploma", "associate-degree", "hbo-module",
                "sector-course", "licence", "language", "short-course"}
FORMS = {"daytime", "evening", "online", "blended", "work-based", "weekend"}
PROVIDERS = {"public", "private", "any"}
TIERS = ("essential", "important", "somewhat")
WEIGHT = {"essential": 3.0, "important": 2.0, "somewhat": 1.0}
GRADES = ("strongly", "reasonably", "barely", "not")
MATCH_TYPES = {"exact", "close", "broad", "narrow", "related"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_LINE = 160
NEAR = 0.93
# Limits on how flat the set may be. They leave room to the data of the day (in brackets: 147 occupations, November 2026), and
# each is passed by far when somebody copies profiles or calls general skills essential everywhere.
FLAT = 0.35          # a general skill essential for more than a third of all jobs tells none of them apart (highest 0.14)
IDLE = 0.50          # when over half of the general skills are essential nowhere, the tiers say too little (0.30)
STRANGERS = 0.12     # median overlap of two occupations without a common sector, at most (0.03)
SIBLINGS = 0.12      # median overlap of two occupations of one ISCO minor group (3 digits), at least (0.20)
SIBLINGS_TIMES = 3   # and so many times that of strangers (6)
COPY = 0.90          # overlap with an occupation of another ISCO unit group (4 digits) from which one is a copy (highest 0.54)
TITLES = 3           # alternative Dutch titles an occupation, on average
# Parts of a whole (a practice statement in a certificate, a certificate in a diploma): who has taken all of them has it too.
PART_TYPES = {"mbo-certificaat": {"praktijkverklaring"}, "diploma": {"praktijkverklaring", "mbo-certificaat", "keuzedeel", "short-course"}}
PART_HOURS = 0.15    # the hours of the parts together may differ so much from those of the whole
PART_WEEKS = 1.10    # a whole takes at least as long as its longest part and at most so many times the weeks of all, one after the other
TAUGHT, TAUGHT_BY_WHOLE = 8, 16   # concepts that a course teaches, at most
PATH_TYPES = {"praktijkverklaring", "mbo-certificaat", "keuzedeel", "diploma"}
# What the set is meant to hold in the end (--full).
FULL = {"occupations": 400, "general skills": 110, "occupation-specific skills": 300, "knowledge areas": 200, "tasks": 1500,
        "conditions": 15, "courses": 600}
LEVEL_SHARE = 0.25   # and the share of occupations at each of NLQF 1-2, 3-4 and 5-8, at least
LEVEL_EACH = 30      # occupations at each of the mbo levels 1 to 4, at least
SECTORS = ("zorg-en-welzijn", "medisch-en-paramedisch", "kinderopvang-en-onderwijs", "bouw-en-infra", "techniek-en-energie", "metaal-en-maakindustrie",
           "ict", "logistiek-en-transport", "groen-en-voeding", "procesindustrie", "veiligheid-en-defensie", "overheid-en-recht", "retail", "horeca",
           "schoonmaak-en-facilitair", "administratie-en-financien", "klantcontact", "ambacht", "cultuur-en-media", "uiterlijke-verzorging",
           "sport-en-vrije-tijd")
SECTOR_LEAST = 8     # occupations in each of these, at least
USUAL_ORIGINS = 80   # occupations that people often have to leave, at least (tests/starter/origins.json), from ORIGIN_SECTORS sectors or more
ORIGIN_SECTORS = 12
LICENCES = 40
MATCHED = 0.80       # share of the general skills with an exact or close match in CompetentNL, ESCO or O*NET, at least
LAYERS = 2           # of groups above a general skill, at least
SENTENCES, WORDS = 2, 20   # a description has so many sentences, and a sentence so many words, at most; and on average
WORDS_AVERAGE = 13
WHOLES = 36          # courses that are made up of parts, at least
PATH_LEAST = 8       # courses in each ontwikkelpad, at least


class Checker:
    def __init__(self, partial, full=False):
        self.partial = partial
        self.full = full
        self.measures = []            # lines on the whole set, printed with the counts
        self.errors = []
        self.warnings = []
        self.concepts = {}            # id -> (kind, file, dict)
        self.courses = {}             # id -> (file, dict)
        self.references = []          # (file, owner, target, allowed kinds, where, is a context file)
        self.occupations = {}         # id -> {target: tier}, skills and knowledge only
        self.required = set()         # everything any occupation requires
        self.quiet = False            # reading a file for its ids only
        self.own = set()              # the files reported on
        self.about = []
        self.taught = {}              # course -> {concept: level, 0 for none}
        table = README.read_text(encoding="utf-8") if README.exists() else ""
        self.paths = {path: [] for path in re.findall(r"^\| `(path/[a-z0-9-]+)` \|", table, re.MULTILINE)}

    # ---- reporting
    def error(self, file, ident, text):
        if not self.quiet:
            self.errors.append(f"{file}: {ident}: {text}")

    def warn(self, file, ident, text):
        if not self.quiet:
            self.warnings.append(f"{file}: {ident}: {text}")

    # ---- small pieces
    def keys(self, file, ident, value, allowed, where):
        if not isinstance(value, dict):
            self.error(file, ident, f"{where} is not an object; write it as {{...}}")
            return False
        for key in value:
            if key not in allowed:
                self.error(file, ident, f'unknown key "{key}" in {where}; remove it or use one of: {", ".join(sorted(allowed))}')
        return True

    def slug(self, file, ident, prefixes):
        if not isinstance(ident, str) or ident.count("/") != 1:
            self.error(file, ident, 'the id is not of the form "kind/slug"; rename it')
            return False
        prefix, slug = ident.split("/")
        if prefix not in prefixes:
            self.error(file, ident, f'the id starts with "{prefix}/"; it should start with {" or ".join(p + "/" for p in prefixes)}')
        if not SLUG.fullmatch(slug):
            self.error(file, ident, "the slug may hold only a-z, 0-9 and single hyphens; rename it")
        return True

    def texts(self, file, ident, value, where, need=("nl", "en")):
        if not self.keys(file, ident, value, ("nl", "en"), where):
            return
        for language in need:
            text = value.get(language)
            if not isinstance(text, str) or not text.strip():
                self.error(file, ident, f'{where} has no text in "{language}"; add it')
            elif text != text.strip() or "  " in text:
                self.error(file, ident, f'{where} in "{language}" has stray spaces; remove them')

    def text_lists(self, file, ident, value, where):
        if not self.keys(file, ident, value, ("nl", "en"), where):
            return
        for language, items in value.items():
            if not isinstance(items, list) or not all(isinstance(t, str) and t.strip() for t in items):
                self.error(file, ident, f'{where} "{language}" is not a list of texts; write ["...", "..."]')
                continue
            folded = Counter(t.casefold() for t in items)
            for text, count in folded.items():
                if count > 1:
                    self.error(file, ident, f'{where} "{language}" holds "{text}" {count} times; keep one')

    def number(self, file, ident, value, where, low, high, whole=True):
        good = isinstance(value, int) if whole else isinstance(value, (int, float))
        if not good or isinstance(value, bool) or not low <= value <= high:
            self.error(file, ident, f"{where} is {value!r}; give a {'whole ' if whole else ''}number from {low} to {high}")
            return False
        return True

    def matches(self, file, ident, value):
        if not isinstance(value, list):
            self.error(file, ident, '"match" is not a list; write [{"type": ..., "uri": ...}]')
            return
        seen = set()
        for entry in value:
            if not self.keys(file, ident, entry, ("type", "uri"), '"match"'):
                continue
            if entry.get("type") not in MATCH_TYPES:
                self.error(file, ident, f'match type {entry.get("type")!r} is unknown; use one of {", ".join(sorted(MATCH_TYPES))}')
            uri = entry.get("uri")
            if not isinstance(uri, str) or not re.fullmatch(r"(https?://|urn:)\S+", uri):
                self.error(file, ident, f"match uri {uri!r} is no absolute URI; give the full one")
            elif uri in seen:
                self.error(file, ident, f"match uri {uri} stands twice; keep one")
            else:
                seen.add(uri)

    def entry(self, file, ident, value, where):
        """The id an entry of a list stands for, or None."""
        if isinstance(value, str):
            return value
        if isinstance(value, dict) and "label" not in value:
            self.keys(file, ident, value, ("id", "level"), where)
            if "level" in value:
                self.number(file, ident, value["level"], f'level of {value.get("id")}', 1, 4)
            if isinstance(value.get("id"), str):
                return value["id"]
        self.error(file, ident, f'{where} holds {str(value)[:60]!r}; write an id or {{"id": ..., "level": ...}}')
        return None

    @staticmethod
    def level(value):
        level = value.get("level", 0) if isinstance(value, dict) else 0
        return level if isinstance(level, int) else 0

    def refer(self, file, ident, target, kinds, where):
        self.references.append((file, ident, target, kinds, where, self.quiet))

    def twice(self, file, ident, other, advice):
        """Reports a second definition; with --partial the second one may stand in a file that is only read for its ids."""
        if self.quiet and other in self.own:
            self.errors.append(f"{other}: {ident}: is defined twice (also in {file}); {advice}")
        else:
            self.error(file, ident, f"is defined twice (also in {other}); {advice}")

    def define(self, file, ident, kind, concept):
        if ident in self.concepts or ident in self.courses:
            other = (self.concepts.get(ident) or (None,) + self.courses[ident])[1]
            self.twice(file, ident, other, "keep one definition and refer to it by id")
            return
        self.concepts[ident] = (kind, file, concept)

    # ---- reading
    def load(self, path, quiet):
        self.quiet = quiet
        file = path.name

        def pairs(items):
            result = {}
            for key, value in items:
                if key in result:
                    self.error(file, result.get("id", "-"), f'key "{key}" stands twice in one object; keep one')
                result[key] = value
            return result

        try:
            text = path.read_text(encoding="utf-8")
            document = json.loads(text, object_pairs_hook=pairs)
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
            self.error(file, "-", f"cannot be read as UTF-8 JSON ({problem}); mend the file")
            return
        if not quiet:
            self.own.add(file)
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > MAX_LINE:
                self.warn(file, f"line {number}", f"is {len(line)} characters long; break it at {MAX_LINE}")
        if not self.keys(file, "-", document, TOP_KEYS, "the document"):
            return
        if document.get("overstap") != 1:
            self.error(file, "-", '"overstap" is not 1; write "overstap": 1')
        if document.get("base") != "urn:overstap:starter:":
            self.error(file, "-", '"base" is not "urn:overstap:starter:"; write that')
        if "about" in document:
            self.check_about(file, document["about"])
        for key in ("concepts", "courses"):
            if not isinstance(document.get(key, []), list):
                self.error(file, "-", f'"{key}" is not a list; write [...]')
                return
        for concept in document.get("concepts", []):
            self.check_concept(file, concept)
        for course in document.get("courses", []):
            self.check_course(file, course)
        self.quiet = False

    def check_about(self, file, about):
        self.about.append(file)
        if file != GENERAL_FILE:
            self.error(file, "about", f'only {GENERAL_FILE} has "about"; remove it here')
        if self.keys(file, "about", about, ABOUT_KEYS, '"about"'):
            for key in sorted(ABOUT_KEYS - about.keys()):
                self.error(file, "about", f'"{key}" is missing; add it')
            for key in ("name", "notice"):
                self.texts(file, "about", about.get(key, {}), f'"{key}"')

    def check_concept(self, file, concept):
        if not isinstance(concept, dict) or not isinstance(concept.get("id"), str):
            self.error(file, "-", f'a concept without "id" ({str(concept)[:60]}); add one')
            return
        ident, kind = concept["id"], concept.get("kind")
        if kind not in KINDS:
            self.error(file, ident, f'kind {kind!r} is unknown; use one of {", ".join(KINDS)}')
            return
        self.slug(file, ident, ("group", "sector") if kind == "group" else (kind,))
        self.keys(file, ident, concept, OCCUPATION_KEYS if kind == "occupation" else CONCEPT_KEYS, "the concept")
        self.define(file, ident, kind, concept)
        self.texts(file, ident, concept.get("label", {}), '"label"')
        if "definition" in concept or kind in ("skill", "knowledge", "condition", "licence", "occupation"):
            self.texts(file, ident, concept.get("definition", {}), '"definition"')
        for key in ("alt", "hidden"):
            if key in concept:
                self.text_lists(file, ident, concept[key], f'"{key}"')
                for language, own in (concept.get("label") or {}).items():
                    if isinstance(concept[key], dict) and own in (concept[key].get(language) or []):
                        self.warn(file, ident, f'"{key}" repeats the label "{own}"; remove it there')
        if "match" in concept:
            self.matches(file, ident, concept["match"])
        if "notation" in concept and not isinstance(concept["notation"], str):
            self.error(file, ident, '"notation" is not a text; put it in quotes')
        broader = concept.get("broader", [])
        if not isinstance(broader, list):
            self.error(file, ident, '"broader" is not a list; write ["..."]')
            broader = []
        for target in broader:
            allowed = {"occupation": ("group", "occupation"), "group": ("group",)}.get(kind, ("group", kind))
            self.refer(file, ident, target, allowed, '"broader"')
        if kind == "occupation":
            self.check_occupation(file, ident, concept, broader)
        elif kind in ("skill", "knowledge") and not broader:
            self.error(file, ident, '"broader" is missing; put it under a group')
        elif kind == "knowledge" and not re.fullmatch(r"\d{2,4}", str(concept.get("notation", ""))):
            self.warn(file, ident, "has no ISCED-F notation of 2 to 4 digits; add one")

    def check_occupation(self, file, ident, concept, broader):
        if not re.fullmatch(r"\d{4}", str(concept.get("isco", ""))):
            self.error(file, ident, '"isco" is not 4 digits in quotes; give the ISCO-08 unit group')
        self.number(file, ident, concept.get("nlqf"), '"nlqf"', 1, 8)
        if not isinstance(concept.get("regulated"), bool):
            self.error(file, ident, '"regulated" is not true or false; add it')
        if not any(isinstance(b, str) and b.startswith("sector/") for b in broader):
            self.error(file, ident, 'has no sector in "broader"; add "sector/..."')
        alt = concept.get("alt") if isinstance(concept.get("alt"), dict) else {}
        for language, least in (("nl", 3), ("en", 1)):
            if len(alt.get(language) or []) < least:
                self.error(file, ident, f'has {len(alt.get(language) or [])} alternative titles in "{language}"; give at least {least}')
        # requires
        tier_of, licences, counts = {}, 0, Counter()
        requires = concept.get("requires", {})
        if self.keys(file, ident, requires, TIERS, '"requires"'):
            for tier in TIERS:
                entries = requires.get(tier, [])
                if not isinstance(entries, list):
                    self.error(file, ident, f'"{tier}" is not a list; write [...]')
                    continue
                if not entries:
                    self.error(file, ident, f'tier "{tier}" is empty; spread skills and knowledge over all three tiers')
                for value in entries:
                    target = self.entry(file, ident, value, f'"{tier}"')
                    if target is None:
                        continue
                    self.refer(file, ident, target, ("skill", "knowledge", "licence"), f'"requires" ({tier})')
                    if target in tier_of:
                        self.error(file, ident, f"requires {target} twice ({tier_of[target]} and {tier}); keep one")
                        continue
                    tier_of[target] = tier
                    kind = target.split("/")[0]
                    counts[kind] += 1
                    counts[tier, kind] += 1
                    licences += kind == "licence"
        total = counts["skill"] + counts["knowledge"]
        essential = counts["essential", "skill"] + counts["essential", "knowledge"]
        if total < 12:
            self.error(file, ident, f"requires {total} skills and knowledge areas; give at least 12 (14 to 26 is usual)")
        elif total > 26:
            self.warn(file, ident, f"requires {total} skills and knowledge areas; 14 to 26 is usual, leave out the least telling")
        if counts["knowledge"] < 2:
            self.error(file, ident, f'requires {counts["knowledge"]} knowledge areas; give at least 2')
        if not 3 <= essential <= 8:
            self.error(file, ident, f"has {essential} essential skills and knowledge areas; give 3 to 8")
        if concept.get("regulated") is True and not licences:
            self.error(file, ident, "is regulated but requires no licence; add the licence or set regulated to false")
        if not (ident in self.occupations):
            self.occupations[ident] = {t: tier for t, tier in tier_of.items() if not t.startswith("licence/")}
        self.required.update(tier_of)
        # tasks
        tasks, seen = concept.get("tasks", {}), set()
        if self.keys(file, ident, tasks, ("essential", "optional"), '"tasks"'):
            for tier in ("essential", "optional"):
                entries = tasks.get(tier, [])
                if not isinstance(entries, list):
                    self.error(file, ident, f'tasks "{tier}" is not a list; write [...]')
                    continue
                for value in entries:
                    if isinstance(value, dict) and "label" in value:
                        target = self.check_task_in_place(file, ident, value)
                    else:
                        target = self.entry(file, ident, value, f'tasks "{tier}"')
                    if target is None:
                        continue
                    self.refer(file, ident, target, ("task",), '"tasks"')
                    if target in seen:
                        self.error(file, ident, f"lists {target} twice; keep one")
                    seen.add(target)
        if len(seen) < 4:
            self.error(file, ident, f"has {len(seen)} tasks; give at least 4")
        # conditions
        conditions, graded = concept.get("conditions", {}), {}
        if self.keys(file, ident, conditions, GRADES, '"conditions"'):
            for grade in GRADES:
                entries = conditions.get(grade, [])
                if not isinstance(entries, list):
                    self.error(file, ident, f'conditions "{grade}" is not a list; write [...]')
                    continue
                for target in entries:
                    if not isinstance(target, str):
                        self.error(file, ident, f'conditions "{grade}" holds {str(target)[:60]!r}; write an id')
                        continue
                    self.refer(file, ident, target, ("condition",), f'"conditions" ({grade})')
                    if target in graded:
                        self.error(file, ident, f"grades {target} twice ({graded[target]} and {grade}); keep one")
                    graded[target] = grade
        if len(graded) < 8:
            self.error(file, ident, f"grades {len(graded)} conditions; grade at least 8")
        nots = sum(g == "not" for g in graded.values())
        if nots < 2:
            self.error(file, ident, f'grades {nots} conditions as "not"; name at least 2 that do not apply')

    def check_task_in_place(self, file, owner, value):
        ident = value.get("id")
        if not isinstance(ident, str):
            self.error(file, owner, f'a task without "id" ({str(value)[:60]}); add one')
            return None
        self.slug(file, ident, ("task",))
        self.keys(file, ident, value, TASK_IN_PLACE_KEYS, "the task")
        self.define(file, ident, "task", value)
        self.texts(file, ident, value.get("label", {}), '"label"')
        return ident

    def check_course(self, file, course):
        if not isinstance(course, dict) or not isinstance(course.get("id"), str):
            self.error(file, "-", f'a course without "id" ({str(course)[:60]}); add one')
            return
        ident = course["id"]
        self.slug(file, ident, ("course",))
        self.keys(file, ident, course, COURSE_KEYS, "the course")
        if ident in self.courses:
            self.twice(file, ident, self.courses[ident][0], "rename one")
            return
        self.courses[ident] = (file, course)
        self.texts(file, ident, course.get("label", {}), '"label"')
        self.texts(file, ident, course.get("definition", {}), '"definition"')
        if "alt" in course:
            self.text_lists(file, ident, course["alt"], '"alt"')
        if "match" in course:
            self.matches(file, ident, course["match"])
        if course.get("type") not in COURSE_TYPES:
            self.error(file, ident, f'type {course.get("type")!r} is unknown; use one of {", ".join(sorted(COURSE_TYPES))}')
        form = course.get("form")
        if not isinstance(form, list) or not form or not all(isinstance(f, str) for f in form) or not set(form) <= FORMS:
            self.error(file, ident, f'"form" is {form!r}; list one or more of {", ".join(sorted(FORMS))}')
        if course.get("provider") not in PROVIDERS:
            self.error(file, ident, f'provider {course.get("provider")!r} is unknown; use public, private or any')
        teaches, seen, to_level = course.get("teaches", []), set(), {}
        if not isinstance(teaches, list):
            self.error(file, ident, '"teaches" is not a list; write [...]')
            teaches = []
        for value in teaches:
            target = self.entry(file, ident, value, '"teaches"')
            if target is not None:
                self.refer(file, ident, target, ("skill", "knowledge", "licence"), '"teaches"')
                if target in seen:
                    self.error(file, ident, f"teaches {target} twice; keep one")
                seen.add(target)
                to_level[target] = self.level(value)
        most = TAUGHT_BY_WHOLE if "parts" in course else TAUGHT
        if not 1 <= len(seen) <= most:
            self.error(file, ident, f"teaches {len(seen)} concepts; give 1 to {most}")
        self.taught[ident] = to_level
        if "nlqf" in course:
            self.number(file, ident, course["nlqf"], '"nlqf"', 1, 8)
        entry = course.get("entry")
        if self.keys(file, ident, entry, ("nlqf", "requires"), '"entry"'):
            self.number(file, ident, entry.get("nlqf"), "entry nlqf", 0, 8)
            needed = entry.get("requires", [])
            if not isinstance(needed, list):
                self.error(file, ident, 'entry "requires" is not a list; write [...]')
                needed = []
            for value in needed:
                target = self.entry(file, ident, value, 'entry "requires"')
                if target is not None:
                    self.refer(file, ident, target, ("skill", "knowledge", "licence"), 'entry "requires"')
                    if target in seen and not self.level(value) < to_level[target]:
                        self.error(file, ident, f"asks {target} at entry and teaches it too; keep one, or give the entry a lower level")
        hours, weeks = course.get("hours"), course.get("weeks")
        if self.number(file, ident, hours, '"hours"', 1, 7000, False) and self.number(file, ident, weeks, '"weeks"', 0, 260, False):
            if hours > 60 * max(weeks, 1):
                self.error(file, ident, f"{hours} hours in {weeks} weeks is over 60 a week; mend one of them")
        cost = course.get("cost")
        if self.keys(file, ident, cost, ("min", "max"), '"cost"'):
            low, high = cost.get("min"), cost.get("max")
            if self.number(file, ident, low, "cost min", 0, 60000, False) and self.number(file, ident, high, "cost max", 0, 60000, False):
                if low > high:
                    self.error(file, ident, "cost min is above cost max; swap them")
        if "sector" in course:
            self.refer(file, ident, course["sector"], ("group",), '"sector"')
            if not str(course["sector"]).startswith("sector/"):
                self.error(file, ident, f'"sector" is {course["sector"]!r}; give a "sector/..." id')
        for key, form in (("languages", r"[a-z]{2}(-[A-Za-z0-9]+)*"), ("quality", r"[a-z][a-z0-9-]*"), ("fields", r"\d{2,4}")):
            values = course.get(key, [])
            if not isinstance(values, list) or not all(isinstance(v, str) and re.fullmatch(form, v) for v in values):
                self.error(file, ident, f'"{key}" is {values!r}; list texts such as "nl", "nlqf" or "0913"')
        self.check_paths(file, ident, course)

    def check_paths(self, file, ident, course):
        values = course.get("paths", [])
        if not isinstance(values, list):
            self.error(file, ident, '"paths" is not a list; write ["path/..."]')
            return
        for value in values:
            path = value if isinstance(value, str) else value.get("id") if isinstance(value, dict) else None
            if isinstance(value, dict):
                self.keys(file, ident, value, ("id", "from", "until"), '"paths"')
            if path not in self.paths:
                self.error(file, ident, f'"paths" names {path!r}, which is not in the table of {README.name}; use one of {", ".join(sorted(self.paths))}')
                continue
            self.paths[path].append(ident)
            if course.get("type") not in PATH_TYPES or not isinstance(course.get("nlqf"), int) or course["nlqf"] > 4:
                self.error(file, ident, f"is in {path}, but is no practice statement, certificate, keuzedeel or diploma of NLQF 1 to 4; leave it out")

    # ---- over files
    def check_parts(self):
        """What a whole and its parts say of each other."""
        for ident, (file, course) in sorted(self.courses.items()):
            if "parts" not in course or file not in self.own:
                continue
            parts = course["parts"]
            if not isinstance(parts, list) or len(parts) < 2 or not all(isinstance(p, str) for p in parts) or len(set(parts)) < len(parts):
                self.error(file, ident, '"parts" is not a list of two or more different course ids; write ["course/...", "course/..."]')
                continue
            missing = [p for p in parts if p not in self.courses]
            if missing:
                for part in missing:
                    self.error(file, ident, f"has the part {part}, which is not defined; define the course or use another id")
                continue
            if self.turns_back(ident):
                self.error(file, ident, "is a part of its own parts; remove one link")
                continue
            self.check_whole_course(file, ident, course, {p: self.courses[p][1] for p in parts})

    def turns_back(self, start):
        seen, todo = set(), list(self.courses[start][1]["parts"])
        while todo:
            ident = todo.pop()
            if ident == start:
                return True
            if ident not in seen and ident in self.courses:
                seen.add(ident)
                parts = self.courses[ident][1].get("parts", [])
                todo += [p for p in parts if isinstance(p, str)] if isinstance(parts, list) else []
        return False

    def check_whole_course(self, file, ident, course, parts):
        allowed = PART_TYPES.get(course.get("type"), set())
        mine, given = self.taught.get(ident, {}), defaultdict(list)
        for part, other in parts.items():
            if other.get("type") not in allowed:
                self.error(file, ident, f"of type {course.get('type')} has the part {part} of type {other.get('type')}; "
                           f"parts are {', '.join(sorted(allowed)) or 'of no use here'}")
            for target, level in self.taught.get(part, {}).items():
                given[target].append(level)
                if target not in mine:
                    self.error(file, ident, f"does not teach {target}, which its part {part} does; add it or take the part out")
                elif level and mine[target] and level > mine[target]:
                    self.error(file, ident, f"teaches {target} to level {mine[target]}, its part {part} to {level}; mend one of them")
            for key in ("nlqf", "entry"):
                of = (lambda c: c.get("nlqf")) if key == "nlqf" else (lambda c: (c.get("entry") or {}).get("nlqf"))
                if isinstance(of(course), int) and isinstance(of(other), int) and of(other) > of(course):
                    self.error(file, ident, f"{key} level {of(course)} is below that of its part {part}, {of(other)}; who may do the whole may do its parts")
            for value in (other.get("entry") or {}).get("requires", []):
                target = value if isinstance(value, str) else value.get("id")
                if target not in mine and target not in {v if isinstance(v, str) else v.get("id") for v in (course.get("entry") or {}).get("requires", [])}:
                    self.error(file, ident, f"has the part {part}, which asks {target} at entry; the whole should ask or teach it")
        for target, level in mine.items():
            if target not in given:
                if not target.startswith("licence/"):          # a licence may come with the whole
                    self.error(file, ident, f"teaches {target}, but none of its parts does; all parts together are the whole")
            elif level and all(g and g < level for g in given[target]):
                self.error(file, ident, f"teaches {target} to level {level}, its parts to {max(given[target])}; all parts together are the whole")
        try:
            hours, weeks = [sum(p[key] for p in parts.values()) for key in ("hours", "weeks")]
            low, high = [sum(p["cost"][key] for p in parts.values()) for key in ("min", "max")]
            if abs(hours - course["hours"]) > PART_HOURS * course["hours"]:
                self.error(file, ident, f"is {course['hours']} hours, its parts {hours}; they may differ by {100 * PART_HOURS:.0f} %")
            longest = max(p["weeks"] for p in parts.values())
            if not longest <= course["weeks"] <= PART_WEEKS * weeks:
                self.error(file, ident, f"takes {course['weeks']} weeks, its longest part {longest} and all one after the other {weeks}; mend one of them")
            if low > course["cost"]["max"] or high < course["cost"]["min"]:
                self.error(file, ident, f"costs {course['cost']['min']} to {course['cost']['max']} euro, its parts {low} to {high}; the two should meet")
        except (KeyError, TypeError):
            pass                                               # a missing or wrong figure has been reported with its course

    def chains(self):
        """{sector: [(practice statement, certificate, diploma)]}, where each is a part of the next."""
        found = defaultdict(list)

        def parts(ident, kind):
            return [p for p in self.courses[ident][1].get("parts", []) if p in self.courses and self.courses[p][1].get("type") == kind]

        for ident, (_, course) in sorted(self.courses.items()):
            if course.get("type") == "diploma":
                for certificate in parts(ident, "mbo-certificaat"):
                    found[course.get("sector")] += [(statement, certificate, ident) for statement in parts(certificate, "praktijkverklaring")]
        return found

    def check_references(self):
        for file, ident, target, kinds, where, quiet in self.references:
            if quiet:
                continue
            if not isinstance(target, str):
                self.error(file, ident, f"{where} holds {str(target)[:60]!r}; write an id")
            elif target not in self.concepts:
                report = self.warn if self.partial else self.error
                report(file, ident, f"{where} refers to {target}, which is not defined; define it or use another id")
            elif self.concepts[target][0] not in kinds:
                self.error(file, ident, f"{where} refers to {target}, a {self.concepts[target][0]}; only {', '.join(kinds)} may stand here")

    def check_cycles(self):
        broader = {i: [b for b in c.get("broader", []) if isinstance(b, str)] if isinstance(c.get("broader", []), list) else []
                   for i, (_, _, c) in self.concepts.items()}
        state = {}
        for start in broader:
            stack = [(start, iter(broader[start]))] if start not in state else []
            state.setdefault(start, 1)
            while stack:
                ident, rest = stack[-1]
                for target in rest:
                    if state.get(target) == 1:
                        file = self.concepts[ident][1]
                        if file in self.own:
                            self.error(file, ident, f'"broader" runs in a circle through {target}; remove one link')
                    elif target in broader and target not in state:
                        state[target] = 1
                        stack.append((target, iter(broader[target])))
                        break
                else:
                    state[ident] = 2
                    stack.pop()

    def check_titles(self):
        seen = {}
        for ident, (kind, file, concept) in self.concepts.items():
            label = concept.get("label")
            for language, text in (label.items() if isinstance(label, dict) else ()):
                if not isinstance(text, str):
                    continue
                key = (kind, language, text.casefold())
                if key in seen:
                    other = seen[key]
                    if file in self.own or self.concepts[other][1] in self.own:
                        report = self.warn if kind == "task" else self.error
                        report(file, ident, f'label "{text}" ({language}) is that of {other} ({self.concepts[other][1]}) too; '
                               + ("use one task for both" if kind == "task" else "reword one"))
                else:
                    seen[key] = ident

        for ident, (file, course) in self.courses.items():
            label = course.get("label")
            for language, text in (label.items() if isinstance(label, dict) else ()):
                key = ("course", language, str(text).casefold())
                other = seen.setdefault(key, ident)
                if other != ident and (file in self.own or self.courses[other][0] in self.own):
                    self.error(file, ident, f'label "{text}" ({language}) is that of {other} ({self.courses[other][0]}) too; '
                               "keep one course or reword one")
        exact = {}
        for ident, (kind, file, concept) in self.concepts.items():
            if kind != "occupation" or file not in self.own:
                continue
            alt = concept.get("alt") if isinstance(concept.get("alt"), dict) else {}
            for language, texts in alt.items():
                for text in texts if isinstance(texts, list) else ():
                    other = seen.get(("occupation", language, str(text).casefold()), ident)
                    if other != ident:
                        self.warn(file, ident, f'alternative title "{text}" ({language}) is the title of {other}; '
                                  "keep it only if people mean both")
            for match in concept.get("match", []) if isinstance(concept.get("match"), list) else ():
                if isinstance(match, dict) and match.get("type") == "exact":
                    other = exact.setdefault(match.get("uri"), ident)
                    if other != ident:
                        self.warn(file, ident, f"has the same exact match as {other}; make one of them close")

    def check_near(self):
        n = len(self.occupations)
        frequency = Counter(t for tiers in self.occupations.values() for t in tiers)
        vectors = {}
        for ident, tiers in self.occupations.items():
            vector = {t: WEIGHT[tier] * math.log(n / frequency[t]) for t, tier in tiers.items()}
            length = math.sqrt(sum(v * v for v in vector.values()))
            vectors[ident] = {t: v / length for t, v in vector.items()} if length else {}
        idents = sorted(vectors)
        for i, a in enumerate(idents):
            for b in idents[i + 1:]:
                if self.concepts[a][1] not in self.own and self.concepts[b][1] not in self.own:
                    continue
                cosine = sum(v * vectors[b].get(t, 0.0) for t, v in vectors[a].items())
                if cosine > NEAR:
                    self.error(self.concepts[a][1], a, f"is nearly the same as {b} (cosine {cosine:.3f}, limit {NEAR}); "
                               "change tiers or add what sets them apart")

    # ---- measures: do the tiers tell occupations apart?
    def pairs(self):
        """(occupation, occupation, weighted overlap) of every two occupations."""
        weights = {i: {t: WEIGHT[tier] for t, tier in tiers.items()} for i, tiers in self.occupations.items()}
        total = {i: sum(w.values()) for i, w in weights.items()}
        idents = sorted(weights)
        for i, a in enumerate(idents):
            mine = weights[a]
            for b in idents[i + 1:]:
                other = weights[b]
                shared = sum(min(w, other[t]) for t, w in mine.items() if t in other)
                joint = total[a] + total[b] - shared
                yield a, b, shared / joint if joint else 0.0

    def sectors_of(self, ident):
        broader = self.concepts[ident][2].get("broader")
        return {b for b in broader if isinstance(b, str) and b.startswith("sector/")} if isinstance(broader, list) else set()

    def check_overlap(self):
        isco = {i: str(self.concepts[i][2].get("isco", "")) for i in self.occupations}
        sectors = {i: self.sectors_of(i) for i in self.occupations}
        strangers, siblings = [], []
        for a, b, overlap in self.pairs():
            if isco[a] != isco[b] and overlap > COPY and (self.concepts[a][1] in self.own or self.concepts[b][1] in self.own):
                self.error(self.concepts[a][1], a, f"is a copy of {b} (overlap {overlap:.2f}, limit {COPY}) though its ISCO group is "
                           "another; change tiers or add what sets them apart")
            if not sectors[a] & sectors[b]:
                strangers.append(overlap)
            if isco[a][:3] == isco[b][:3]:
                siblings.append(overlap)
        if self.partial or not strangers or not siblings:
            return
        far, near = statistics.median(strangers), statistics.median(siblings)
        self.measures.append(f"overlap: median {far:.3f} of {len(strangers)} pairs of different sectors, {near:.3f} of "
                             f"{len(siblings)} pairs of one ISCO minor group")
        if far > STRANGERS:
            self.error("the set", "-", f"the median overlap of occupations of different sectors is {far:.3f}, limit {STRANGERS}; "
                       "leave out general skills that do not tell a job apart")
        if near < max(SIBLINGS, SIBLINGS_TIMES * far):
            self.error("the set", "-", f"the median overlap of occupations of one ISCO minor group is {near:.3f}, at least {SIBLINGS} and "
                       f"{SIBLINGS_TIMES} times {far:.3f} are wanted; use the same ids for the same skills")

    def check_general(self):
        n = len(self.occupations)
        general = [i for i, (kind, file, _) in self.concepts.items() if kind == "skill" and file == GENERAL_FILE]
        if not n or not general:
            return
        essential = Counter(t for tiers in self.occupations.values() for t, tier in tiers.items() if tier == "essential")
        shares = sorted(essential[i] / n for i in general)
        idle = sum(s == 0 for s in shares) / len(shares)
        self.measures.append(f"general skills: essential for {100 * shares[0]:.1f} % (min), {100 * statistics.median(shares):.1f} % (median), "
                             f"{100 * shares[-1]:.1f} % (max) of the occupations; {100 * idle:.0f} % of them for none")
        for ident in sorted(general):
            if essential[ident] > FLAT * n:
                self.error(GENERAL_FILE, ident, f"is essential for {essential[ident]} of {n} occupations (flat, limit {100 * FLAT:.0f} %); "
                           "make it important or somewhat in most")
        if idle > IDLE:
            self.error("the set", "-", f"{100 * idle:.0f} % of the general skills are essential for no occupation, limit {100 * IDLE:.0f} %; "
                       "raise them where they make the job, or remove those nobody needs")

    def check_titles_average(self):
        counts = []
        for ident in self.occupations:
            alt = self.concepts[ident][2].get("alt")
            titles = alt.get("nl") if isinstance(alt, dict) else None
            counts.append(len(titles) if isinstance(titles, list) else 0)
        if counts:
            average = sum(counts) / len(counts)
            self.measures.append(f"titles: {average:.1f} alternative Dutch titles an occupation")
            if average < TITLES:
                self.error("the set", "-", f"an occupation has {average:.1f} alternative Dutch titles on average, at least {TITLES} are wanted; "
                           "add titles people really use")

    # ---- is the set as large as it is meant to be?
    def check_full(self):
        kinds = Counter(kind for kind, _, _ in self.concepts.values())
        general = sum(kind == "skill" and file == GENERAL_FILE for kind, file, _ in self.concepts.values())
        have = {"occupations": len(self.occupations), "general skills": general, "occupation-specific skills": kinds["skill"] - general,
                "knowledge areas": kinds["knowledge"], "tasks": kinds["task"], "conditions": kinds["condition"], "courses": len(self.courses)}
        for what, least in FULL.items():
            if have[what] < least:
                self.error("the set", "-", f"holds {have[what]} {what}; at least {least} are wanted in the full set")
        levels = [self.concepts[i][2].get("nlqf") for i in self.occupations]
        for low, high in ((1, 2), (3, 4), (5, 8)):
            count = sum(isinstance(level, int) and low <= level <= high for level in levels)
            if count < LEVEL_SHARE * len(levels):
                self.error("the set", "-", f"holds {count} occupations at NLQF {low} to {high} of {len(levels)}; at least "
                           f"{100 * LEVEL_SHARE:.0f} % are wanted in the full set")
        for level in (1, 2, 3, 4):
            if levels.count(level) < LEVEL_EACH:
                self.error("the set", "-", f"holds {levels.count(level)} occupations at NLQF {level}; at least {LEVEL_EACH} are wanted in the full set")
        sectors = Counter(s for i in self.occupations for s in self.sectors_of(i))
        for name in SECTORS:
            if sectors["sector/" + name] < SECTOR_LEAST:
                self.error("the set", f"sector/{name}", f'holds {sectors["sector/" + name]} occupations; at least {SECTOR_LEAST} are wanted in the full set')
        if kinds["licence"] < LICENCES:
            self.error("the set", "-", f'holds {kinds["licence"]} licences; at least {LICENCES} are wanted in the full set')
        self.check_origins()
        self.check_general_links()
        self.check_conditions_used()
        self.check_descriptions()
        self.check_stacks_and_paths()
        for path, figures in ((CHANGELOG, f'{have["occupations"]} occupations and {have["courses"]} courses'), (README, f'({have["occupations"]}, ')):
            if not path.exists() or figures not in path.read_text(encoding="utf-8"):
                self.error(path.name, "-", f'does not say "{figures}"; bring its figures up to date')
        try:
            expected = json.loads(EXPECTATIONS.read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as problem:
            self.error(EXPECTATIONS.name, "-", f"cannot be read ({problem}); mend the file")
            return
        for group, least in (("good", 60), ("absurd", 30)):
            pairs = expected.get(group, [])
            if len(pairs) < least:
                self.error(EXPECTATIONS.name, "-", f'holds {len(pairs)} "{group}" transitions; at least {least} are wanted')
            for pair in pairs:
                for ident in (pair.get("from"), pair.get("to")):
                    if ident not in self.occupations:
                        self.error(EXPECTATIONS.name, ident, f'stands in a "{group}" transition but is no occupation of the set; add it')

    def check_origins(self):
        try:
            groups = json.loads(ORIGINS.read_text(encoding="utf-8"))["origins"]
            named = [ident for group in groups if group["reason"] and group["source"] for ident in group["occupations"]]
        except (OSError, json.JSONDecodeError, KeyError, TypeError) as problem:
            self.error(ORIGINS.name, "-", f"cannot be read ({problem}); mend the file")
            return
        for ident, count in Counter(named).items():
            if count > 1:
                self.error(ORIGINS.name, ident, f"stands {count} times; keep the reason that weighs most")
            if ident not in self.occupations:
                self.error(ORIGINS.name, ident, "is no occupation of the set; add it")
        known = {ident for ident in named if ident in self.occupations}
        sectors = {s for ident in known for s in self.sectors_of(ident)}
        self.measures.append(f"usual origins: {len(known)} occupations of {len(sectors)} sectors")
        if len(known) < USUAL_ORIGINS or len(sectors) < ORIGIN_SECTORS:
            self.error(ORIGINS.name, "-", f"holds {len(known)} occupations of {len(sectors)} sectors; at least {USUAL_ORIGINS} of {ORIGIN_SECTORS} are wanted")

    def check_general_links(self):
        """General skills hang in a hierarchy and point to public standards; every knowledge area has its ISCED-F field."""
        general = {i: c for i, (kind, file, c) in self.concepts.items() if kind == "skill" and file == GENERAL_FILE}
        matched = [i for i, c in general.items() if any(m.get("type") in ("exact", "close") for m in c.get("match", []))]
        self.measures.append(f"general skills: {len(matched)} of {len(general)} match a skill of CompetentNL, ESCO or O*NET exactly or closely")
        if len(matched) < MATCHED * len(general):
            self.error(GENERAL_FILE, "-", f"matches {len(matched)} of {len(general)} general skills; at least {100 * MATCHED:.0f} % are wanted")
        for ident, concept in sorted(general.items()):
            layers, above = 0, concept.get("broader", [])
            while above and layers < 10:
                layers, above = layers + 1, self.concepts[above[0]][2].get("broader", []) if above[0] in self.concepts else []
            if layers < LAYERS:
                self.error(GENERAL_FILE, ident, f"has {layers} groups above it; at least {LAYERS} are wanted, put it in a narrower one")
        for ident, (kind, file, concept) in sorted(self.concepts.items()):
            if kind == "knowledge" and not re.fullmatch(r"(0\d|10)\d{0,2}", str(concept.get("notation", ""))):
                self.error(file, ident, f'has the notation {concept.get("notation")!r}; give its ISCED-F 2013 field, 2 to 4 digits from 00 to 10')

    def check_conditions_used(self):
        grades = defaultdict(set)
        for ident in self.occupations:
            for grade, targets in (self.concepts[ident][2].get("conditions") or {}).items():
                for target in targets:
                    grades[target].add(grade)
        for ident, (kind, file, _) in sorted(self.concepts.items()):
            missing = [g for g in GRADES if g not in grades[ident]] if kind == "condition" else []
            if missing:
                self.error(file, ident, f'is graded {", ".join(missing)} by no occupation; a condition that never varies says nothing')

    def check_descriptions(self):
        """One or two short sentences: what a script can see of plain language."""
        lengths = []
        everything = [(file, ident, c) for ident, (_, file, c) in self.concepts.items()] + [(file, ident, c) for ident, (file, c) in self.courses.items()]
        for file, ident, concept in sorted(everything, key=lambda e: e[:2]):
            for language, text in (concept.get("definition") or {}).items():
                sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
                lengths += [len(s.split()) for s in sentences]
                if not 1 <= len(sentences) <= SENTENCES:
                    self.error(file, ident, f'"definition" in "{language}" has {len(sentences)} sentences; write one or two')
                long = max((len(s.split()) for s in sentences), default=0)
                if long > WORDS:
                    self.error(file, ident, f'"definition" in "{language}" has a sentence of {long} words; at most {WORDS} read easily, cut it in two')
        if lengths:
            average = statistics.mean(lengths)
            self.measures.append(f"descriptions: {average:.1f} words a sentence on average")
            if average > WORDS_AVERAGE:
                self.error("the set", "-", f"descriptions have {average:.1f} words a sentence on average, limit {WORDS_AVERAGE}; write shorter")

    def check_stacks_and_paths(self):
        wholes = [i for i, (_, c) in self.courses.items() if c.get("parts")]
        chains = self.chains()
        count = sum(len(c) for c in chains.values())
        self.measures.append(f"stacks: {len(wholes)} courses are made up of parts; {count} chains of practice statement, certificate and diploma in "
                             f"{len(chains)} sectors")
        if len(wholes) < WHOLES:
            self.error("the set", "-", f"holds {len(wholes)} courses that are made up of parts; at least {WHOLES} are wanted in the full set")
        types = defaultdict(set)
        for _, course in self.courses.values():
            types[course.get("sector")].add(course.get("type"))
        for sector in sorted(s for s, held in types.items() if s and {"praktijkverklaring", "mbo-certificaat", "diploma"} <= held):
            if not chains[sector]:
                self.error("the set", sector, "has practice statements, certificates and diplomas, but no chain of parts from the one to the other; add one")
        self.measures.append("ontwikkelpaden: " + ", ".join(f"{len(held)} courses in {path}" for path, held in sorted(self.paths.items())))
        if not self.paths:
            self.error(README.name, "-", "names no ontwikkelpad; add the table")
        for path, held in sorted(self.paths.items()):
            if len(held) < PATH_LEAST:
                self.error("the set", path, f"holds {len(held)} courses; at least {PATH_LEAST} are wanted in the full set")

    def check_whole(self):
        n = len(self.occupations)
        sectors = {i for i in self.concepts if i.startswith("sector/")}
        for what, count, least in (("occupations", n, 100), ("sectors", len(sectors), 10), ("courses", len(self.courses), 150)):
            if count < least:
                self.error("the set", "-", f"holds {count} {what}; at least {least} are wanted")
        if not self.about:
            self.error("the set", "-", f'no "about" found; {GENERAL_FILE} should hold it')
        self.check_general()
        self.check_titles_average()
        if self.full:
            self.check_full()
        for ident, (kind, file, _) in sorted(self.concepts.items()):
            if kind in ("skill", "knowledge") and ident not in self.required:
                self.warn(file, ident, "is required by no occupation; use it or remove it")
        taught = {t if isinstance(t, str) else t.get("id") for _, course in self.courses.values()
                  for t in (course.get("teaches") or []) if isinstance(t, (str, dict))}
        for ident, (kind, file, _) in sorted(self.concepts.items()):
            if kind == "licence" and ident not in taught:
                self.warn(file, ident, "is taught by no course; add one unless no course leads to it")
        used = {b for _, _, c in self.concepts.values() if c.get("kind") == "occupation" for b in c.get("broader", [])}
        for ident in sorted(sectors - used):
            self.warn(self.concepts[ident][1], ident, "has no occupations; add some or remove the sector")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", help="files or directories (default: taxonomy/starter)")
    parser.add_argument("--partial", action="store_true", help="skip the whole-set checks; ids not found are warnings")
    parser.add_argument("--full", action="store_true", help="also ask for the size the set is meant to have in the end")
    parser.add_argument("--no-warnings", action="store_true", help="print errors and counts only")
    arguments = parser.parse_args()
    if arguments.partial and arguments.full:
        parser.error("--full is about the whole set; leave out --partial")
    files = []
    for path in [Path(p) for p in arguments.paths] or [DEFAULT_DIR]:
        if path.is_dir():
            files += sorted(path.glob("*.json"))
        elif path.exists():
            files.append(path)
        else:
            print(f"{path}: no such file or directory", file=sys.stderr)
            return 2
    checker = Checker(arguments.partial, arguments.full)
    given = {f.name for f in files}      # a draft elsewhere stands in for the file of its name
    for path in files:
        checker.load(path, False)
    if arguments.partial and DEFAULT_DIR.is_dir():
        for path in sorted(DEFAULT_DIR.glob("*.json")):
            if path.name not in given:
                checker.load(path, True)
    checker.quiet = False
    checker.check_references()
    checker.check_cycles()
    checker.check_titles()
    checker.check_near()
    checker.check_overlap()
    checker.check_parts()
    if not arguments.partial:
        checker.check_whole()
    for line in checker.errors:
        print("error: " + line)
    if not arguments.no_warnings:
        for line in checker.warnings:
            print("warning: " + line)
    mine = [(kind, file) for kind, file, _ in checker.concepts.values() if file in checker.own]
    kinds = Counter(kind for kind, _ in mine)
    courses = sum(file in checker.own for file, _ in checker.courses.values())
    print(f"{len(checker.own)} files: " + ", ".join(f"{kinds[k]} {k}" for k in KINDS if kinds[k]) + f", {courses} courses")
    per_file = defaultdict(Counter)
    for kind, file in mine:
        per_file[file][kind] += 1
    for file, _ in checker.courses.values():
        if file in checker.own:
            per_file[file]["course"] += 1
    for file in sorted(per_file):
        print(f"  {file}: " + ", ".join(f"{v} {k}" for k, v in sorted(per_file[file].items())))
    for line in checker.measures:
        print(line)
    print(f"{len(checker.errors)} errors, {len(checker.warnings)} warnings")
    return 1 if checker.errors else 0


if __name__ == "__main__":
    sys.exit(main())
