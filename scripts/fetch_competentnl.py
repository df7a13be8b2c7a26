#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Fetch CompetentNL, with your own key, from the live service into N-Triples files that `overstap import competentnl` reads.

    COMPETENTNL_API_KEY=... python3 scripts/fetch_competentnl.py --output competentnl
    python3 scripts/fetch_competentnl.py --output competentnl --key-file ~/.competentnl-key --resume

Asks the SPARQL service one class or predicate at a time, page by page: no UNION and no FROM, which the service refuses. The predicates and
classes are those of the predicate map. Nothing is interpreted: what comes back is written as triples. The folder is complete once it holds
fetch/manifest.json; until then its files end in ".part". The key goes into the header "apikey" and nowhere else.
"""
import argparse
import hashlib
import json
import os
import re
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from keyed_client import INTERRUPTED, IO, MALFORMED, OK, PROGRAM, USAGE, Client, Fault, Speaker, check_url

DEFAULT_MAP = Path(__file__).resolve().parent.parent / "taxonomy" / "maps" / "competentnl.json"
STATE, MANIFEST = "fetch/state.json", "fetch/manifest.json"     # apart from the triples: an import reads every .json beside them
MAX_PAGES = 100_000           # of one part: a server that never ends is not followed for ever
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LITERAL_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
NODE = r"<[^<>\"\s]*>|_:\w(?:[\w.\-]*[\w\-])?"
TRIPLE = re.compile(rf"({NODE})\s*(<[^<>\"\s]*>)\s*({NODE}|\"(?:[^\"\\]|\\.)*\"(?:@[A-Za-z0-9-]+|\^\^<[^<>\"\s]*>)?)\s*\.\s*(?:#.*)?")


# ---- what to ask
@dataclass(frozen=True)
class Part:
    """One class, predicate or REST set: what is asked page by page and written to one file."""
    name: str                     # of the file
    variables: tuple[str, ...]    # of the query; the rows are sorted by them
    where: str
    predicate: str = ""
    object: str = ""              # the class, where the query has no ?o
    within: str = ""              # the part that fetched the class the subjects are limited to
    rest_set: str = ""

    def query(self, limit: int, offset: int, nested: bool) -> str:
        names = " ".join("?" + v for v in self.variables)
        ordered = f"SELECT {names} WHERE {{ {self.where} }} ORDER BY {names}"
        return (f"SELECT {names} WHERE {{ {{ {ordered} }} }}" if nested else ordered) + f" LIMIT {limit} OFFSET {offset}"

    def labels(self) -> "Part":
        """What hangs below the blank nodes this predicate points to. A blank node has no name that holds in the next answer, so the nodes
        are asked together with the subject and the text that identify them."""
        where = self.where.replace("?o FILTER(isIRI(?s))", f"?l . ?l <{LITERAL_FORM}> ?t . ?l ?p ?o FILTER(isBlank(?l))")
        return Part(self.name + "-labels", ("s", "t", "p", "o"), where, self.predicate)


def local_name(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "", re.split(r"[#/:]", iri)[-1])[:60] or "x"


def read_map(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The predicates with their role, but for ignored ones, and the classes with their kind, of which the import wants to know even what it
    ignores. Names of our own are not in the service."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        prefixes = {k: [v] if isinstance(v, str) else v for k, v in document.get("prefixes", {}).items()}
        found: dict[str, dict[str, str]] = {"predicates": {}, "classes": {}}
        for section, word in (("predicates", "role"), ("classes", "kind")):
            for name, entry in document.get(section, {}).items():
                prefix, _, rest = name.partition(":")
                for iri in [base + rest for base in prefixes.get(prefix, ())] or [name]:
                    if not is_iri(iri):
                        raise Fault(MALFORMED, f"{path}: {name[:80]!r}", "is geen IRI; verbeter of verwijder de regel", "is not an IRI; mend or remove the entry")
                    if (word, entry[word]) != ("role", "ignored") and not iri.startswith("urn:overstap:"):
                        found[section][iri] = str(entry[word])
    except OSError as error:
        raise Fault(IO, path, f"niet te lezen ({error.strerror}); zie --map", f"cannot be read ({error.strerror}); see --map") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Fault(MALFORMED, path, f"geen predicatenkaart ({error!r:.200})", f"is not a predicate map ({error!r:.200})") from None
    if not found["predicates"]:
        raise Fault(MALFORMED, path, 'noemt geen predicaten; verwacht {"predicates": {IRI: ...}}', 'names no predicates; expected {"predicates": {IRI: ...}}')
    return found["predicates"], found["classes"]


def plan(predicates: dict[str, str], classes: dict[str, str], only: list[str]) -> list[Part]:
    """Every class and predicate once; with `only`, the predicates once for each of those classes. What label nodes hold is asked of everything,
    as they are of no kind."""
    names = {c: {n + s for n in (classes[c].lower(), local_name(c).lower()) for s in ("", "s")} for c in classes}
    for word in only:
        if not any(word in n for n in names.values()):
            known = ", ".join(sorted(set(classes.values()) - {"ignored"}))
            raise Fault(USAGE, f"--only {word}", f"onbekend; kies uit {known}", f"unknown; choose from {known}")
    parts: list[Part] = []

    def add(name: str, variables: str, where: str, predicate: str, **more: str) -> str:
        parts.append(Part(f"{len(parts) + 1:03d}-{name}", tuple(variables), where + " FILTER(isIRI(?s))", predicate, **more))
        return parts[-1].name

    chosen = [c for c in classes if not only or names[c] & set(only)]
    types = {c: add("type-" + local_name(c), "s", f"?s <{TYPE}> <{c}>", TYPE, object=c) for c in chosen}
    for p, role in predicates.items():
        if p != TYPE or not classes:
            if not only or role in ("literal_form", "status"):
                add(local_name(p), "so", f"?s <{p}> ?o", p)
            else:
                for c in chosen:
                    add(f"{local_name(c)}-{local_name(p)}", "so", f"?s <{TYPE}> <{c}> . ?s <{p}> ?o", p, within=types[c])
    return parts


# ---- asking
def ask_sparql(client: Client, endpoint: str, part: Part, limit: int, offset: int) -> list[dict[str, Any]]:
    body = client.ask(endpoint, "application/sparql-results+json", lambda: {"query": part.query(limit, offset, client.nested)})
    try:
        rows = json.loads(body.decode("utf-8"))["results"]["bindings"]
        for row in rows if isinstance(rows, list) else [None]:
            for name in part.variables:
                if not isinstance(row[name]["type"], str) or not isinstance(row[name]["value"], str):
                    raise TypeError(f"?{name}")
        return rows
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Fault(MALFORMED, part.name, f"het antwoord is geen SPARQL-JSON ({error!r:.200}); probeer later --resume, of een kleiner --page-size",
                    f"the answer is not SPARQL JSON ({error!r:.200}); try --resume later, or a smaller --page-size") from None


def ask_rest(client: Client, base: str, part: Part, size: int, page: int) -> list[str]:
    """The lines with triples of one page."""
    body = client.ask(f"{base}/{part.rest_set}/v1?page={page}&pageSize={size}", "application/n-triples")
    try:
        lines = [line.strip() for line in body.decode("utf-8").split("\n")]
    except UnicodeDecodeError as error:
        raise Fault(MALFORMED, f"{part.name}:{page}", f"geen UTF-8 ({error.reason})", f"is not UTF-8 ({error.reason})") from None
    for count, line in enumerate(lines, 1):
        if line and not line.startswith("#") and not TRIPLE.fullmatch(line):
            raise Fault(MALFORMED, f"{part.name}:{page}:{count}", f"geen N-Triples: {line[:80]!r}", f"is not N-Triples: {line[:80]!r}")
    return [line for line in lines if line and not line.startswith("#")]


# ---- writing triples
ESCAPES = {i: f"\\u{i:04X}" for i in (*range(32), 127)} | {ord("\\"): "\\\\", ord('"'): '\\"', 10: "\\n", 13: "\\r"}


def is_iri(text: Any) -> bool:
    return isinstance(text, str) and text.isprintable() and IRI.fullmatch(text) is not None


def term(value: dict[str, Any]) -> str | None:
    """A term of a SPARQL JSON answer in N-Triples; None where that has no name for it (a blank node, a broken IRI)."""
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return f"<{text}>" if is_iri(text) else None
    lang, datatype = value.get("xml:lang"), value.get("datatype")
    if kind not in ("literal", "typed-literal") or any("\ud800" <= c <= "\udfff" for c in text):
        return None
    literal = '"' + text.translate(ESCAPES) + '"'
    if lang:
        return f"{literal}@{lang}" if isinstance(lang, str) and re.fullmatch(r"[A-Za-z]+(-[A-Za-z0-9]+)*", lang) else None
    if not datatype or datatype in (XSD_STRING, LANG_STRING):
        return literal
    return f"{literal}^^<{datatype}>" if is_iri(datatype) else None


def skolem(subject: str, predicate: str, text: str) -> str:
    """A lasting name for the label node that `subject` has by `predicate` with `text`: the same in every fetch."""
    return "<urn:overstap:skolem:" + hashlib.sha256(f"{subject}\n{predicate}\n{text}".encode()).hexdigest()[:32] + ">"


def triples_of(part: Part, row: dict[str, Any]) -> list[str] | None:
    """The lines of one row; None if one of its terms cannot be written."""
    terms = {v: term(row[v]) for v in part.variables} | ({"o": f"<{part.object}>"} if part.object else {})
    if None in terms.values():
        return None
    if "t" not in terms:
        return [f"{terms['s']} <{part.predicate}> {terms['o']} ."]
    node = skolem(terms["s"], part.predicate, terms["t"])
    lines = [f"{terms['s']} <{part.predicate}> {node} .", f"{node} <{LITERAL_FORM}> {terms['t']} ."]
    return lines + ([f"{node} {terms['p']} {terms['o']} ."] if terms["p"] != f"<{LITERAL_FORM}>" else [])


def own_blank_nodes(line: str, prefix: str) -> str:
    """`line` with its blank nodes renamed: "_:b0" of this page is not "_:b0" of the next."""
    match = TRIPLE.fullmatch(line)
    if not match or "_:" not in (match[1][:2], match[3][:2]):
        return line
    return " ".join(t.replace("_:", "_:" + prefix, 1) if t.startswith("_:") else t for t in match.groups()) + " ."


# ---- the folder
def save(path: Path, text: str) -> None:
    """Writes a whole file or nothing."""
    temporary = path.with_name(path.name + ".tmp")
    with open(temporary, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


class Folder:
    """The output. Its state file says how many bytes of each file are good: a page is appended first and noted after, so that what a crash
    leaves behind a page that was not noted is cut off when the fetch is resumed."""

    def __init__(self, path: Path, settings: str, resume: bool, force: bool):
        self.path = path
        self.state: dict[str, Any] = {"format": 1, "settings": settings, "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "parts": {}}
        begun = (path / STATE).exists()
        found = [p.name for p in path.iterdir()] if path.exists() else []
        if force:
            for name in (STATE, MANIFEST, *(n for n in found if re.fullmatch(r"\d{3}-[\w.-]+\.nt(\.part)?", n))):
                (path / name).unlink(missing_ok=True)
        elif resume and begun:
            try:
                state = json.loads((path / STATE).read_text(encoding="utf-8"))
                good = state["format"] == 1 and all(isinstance(p[k], int) for p in state["parts"].values() for k in ("bytes", "rows", "pages", "done"))
                same = state["settings"] == settings
            except (ValueError, KeyError, TypeError, AttributeError):
                good = same = False
            if not good:
                raise Fault(MALFORMED, path / STATE, "beschadigd; begin opnieuw met --force", "damaged; start again with --force")
            if not same:
                raise Fault(USAGE, path, "begonnen met een ander adres, andere --only of andere --map; begin opnieuw met --force",
                            "was started with another address, --only or --map; start again with --force")
            self.state = state
        elif found and not (begun and found == ["fetch"]):       # begun without a triple is not worth asking about
            raise Fault(USAGE, path, "niet leeg; ga verder met --resume, begin opnieuw met --force of kies een andere map",
                        "is not empty; go on with --resume, start again with --force or choose another folder")
        (path / STATE).parent.mkdir(parents=True, exist_ok=True)
        (path / MANIFEST).unlink(missing_ok=True)
        self.note()

    def note(self) -> None:
        save(self.path / STATE, json.dumps(self.state))

    def part(self, name: str) -> dict[str, int]:
        return self.state["parts"].setdefault(name, dict.fromkeys(("bytes", "rows", "pages", "triples", "repeated", "left_out", "blank", "nodes", "done"), 0))

    def known(self, name: str) -> set[str]:
        """The lines noted so far; the file is cut back to them."""
        path, good = self.path / (name + ".nt.part"), self.part(name)["bytes"]
        if not path.exists():
            if not good:
                return set()
            path = path.with_suffix("")       # finished by an earlier run
        with open(path, "r+b") as file:
            content = file.read()
            if len(content) < good:
                raise Fault(IO, path, "korter dan genoteerd; begin opnieuw met --force", "shorter than noted; start again with --force")
            file.truncate(good)
        return set(content[:good].decode("utf-8").split("\n")[:-1])

    def append(self, name: str, lines: list[str]) -> None:
        data = "".join(line + "\n" for line in lines).encode("utf-8")
        if data:
            with open(self.path / (name + ".nt.part"), "ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        self.part(name)["bytes"] += len(data)

    def finish(self, about: dict[str, Any], parts: list[Part]) -> dict[str, Any]:
        files, counts = [], []
        for part in (p for p in parts if p.name in self.state["parts"]):
            noted, path = self.part(part.name), self.path / (part.name + ".nt")
            if noted["bytes"]:
                if (unfinished := self.path / (part.name + ".nt.part")).exists():
                    os.replace(unfinished, path)
                files.append({"name": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
            what = {"set": part.rest_set} if part.rest_set else {"predicate": part.predicate} | ({"class": part.object} if part.object else {})
            counts.append({"part": part.name} | what | {k: noted[k] for k in ("triples", "repeated", "left_out")})
        manifest = about | {"date": self.state["started"], "triples": sum(c["triples"] for c in counts), "parts": counts, "files": files}
        save(self.path / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
        return manifest


# ---- the run
def fetch(part: Part, client: Client, folder: Folder, options: argparse.Namespace, where: str) -> None:
    """All pages of one part, from where the folder's notes end. A page may hold fewer rows than asked for; the end is a page without any."""
    noted = folder.part(part.name)
    known, seen = folder.known(part.name) if not noted["done"] else set(), set()
    while not noted["done"]:
        page, lines = noted["pages"] + 1, []
        if part.rest_set:
            rows = ask_rest(client, options.rest, part, options.page_size or 200, page)
            keys = {hash(row) for row in rows}
            lines = [own_blank_nodes(row, f"r{part.name[:3]}p{page}x") for row in rows]
        else:
            rows = ask_sparql(client, options.endpoint, part, options.page_size or 10000, noted["rows"])
            keys = {hash(str([row[v] for v in part.variables])) for row in rows}
            for row in rows:
                if made := triples_of(part, row):
                    lines += made
                else:                      # labels() asks for what a blank node holds
                    noted["blank" if part.variables == ("s", "o") and (row["s"]["type"], row["o"]["type"]) == ("uri", "bnode") else "left_out"] += 1
        if rows and keys <= seen or page > MAX_PAGES:
            raise Fault(MALFORMED, f"{part.name}:{page}", "herhaalt een eerdere bladzijde; de server let niet op OFFSET of page, dus in bladzijden ophalen kan niet",
                        "repeats an earlier page; the server ignores OFFSET or page, so fetching by pages cannot work")
        seen |= keys
        new = [line for line in dict.fromkeys(lines) if line not in known]
        known.update(new)
        folder.append(part.name, new)
        noted["nodes"] += sum(f"<{part.predicate}> <urn:overstap:skolem:" in line for line in new) if "t" in part.variables else 0
        noted["repeated"] += len(lines) - len(new) if "t" not in part.variables else 0
        noted["triples"] += len(new)
        noted["rows"] += len(rows)
        noted["pages"] += bool(rows)
        noted["done"] = int(not rows)
        folder.note()
        if rows:
            client.speaker.progress(f"{where} {part.name}", f"bladzijde {page}, {noted['triples']} triples", f"page {page}, {noted['triples']} triples")


def read_key(options: argparse.Namespace) -> str:
    """The key; messages never repeat what was given, for it may be the key itself."""
    key = os.environ.get("COMPETENTNL_API_KEY", "")
    if options.key_file:
        try:
            with open(options.key_file, encoding="utf-8") as file:
                if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    raise Fault(USAGE, "--key-file", "let op: anderen kunnen bij dit bestand; geef het eerst chmod 600",
                                "warning: others can reach this file; give it chmod 600 first")
                key = file.read(10000)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "UTF-8"
            raise Fault(USAGE, "--key-file", f"niet te lezen ({reason})", f"cannot be read ({reason})") from None
    key = key.strip()
    if not re.fullmatch(r"[!-~]{8,4096}", key):
        raise Fault(USAGE, "apikey", "geen sleutel van minstens 8 zichtbare tekens; zet hem in COMPETENTNL_API_KEY of in een bestand (--key-file)",
                    "no key of at least 8 visible characters; put it in COMPETENTNL_API_KEY or in a file (--key-file)")
    return key


def run(options: argparse.Namespace, speaker: Speaker) -> int:
    options.endpoint, options.rest = check_url("--endpoint", options.endpoint), check_url("--rest", options.rest)
    if options.rest_set:
        queue = [Part(f"{i:03d}-rest-{name}", (), "", rest_set=name) for i, name in enumerate(options.rest_set, 1)]
    else:
        queue = plan(*read_map(options.map), [word.strip().lower() for word in options.only.split(",") if word.strip()])
    if options.dry_run:
        size = options.page_size or (200 if options.rest_set else 10000)
        asked = [f"GET {options.rest}/{p.rest_set}/v1?page=1&pageSize={size}" if p.rest_set else p.query(size, 0, False) for p in queue]
        speaker.out(json.dumps(asked) if options.json else "\n".join(asked))
        return OK
    speaker.key = read_key(options)
    about = {"source": "CompetentNL", "endpoint": options.rest if options.rest_set else options.endpoint}
    settings = hashlib.sha256(json.dumps([about["endpoint"], [p.name + p.where for p in queue]]).encode()).hexdigest()
    folder = Folder(options.output, settings, options.resume, options.force)
    client = Client(speaker.key, options.delay, options.timeout, options.tries, speaker)
    covered, needless = set(), set()
    for number, part in enumerate(queue, 1):       # grows while it runs
        if part.within in needless:
            continue
        fetch(part, client, folder, options, f"{number}/{len(queue)}")
        noted = folder.part(part.name)
        if part.object and options.only:           # a class without subjects that earlier classes did not have needs no more questions
            own = {line.split(" ")[0] for line in folder.known(part.name)}
            needless |= {part.name} if own <= covered else set()
            covered |= own
        if noted["blank"]:
            queue.append(part.labels())
        if "t" in part.variables:                  # nodes without a text, such as language levels, have no lasting name
            noted["left_out"] = max(noted["left_out"], folder.part(part.name.removesuffix("-labels"))["blank"] - noted["nodes"])
        if noted["left_out"]:
            speaker.say(part.name, f"{noted['left_out']} rijen of naamloze knopen weggelaten", f"{noted['left_out']} rows or blank nodes left out")
        if noted["repeated"]:
            speaker.say(part.name, f"{noted['repeated']} triples kwamen vaker; wijzigde de data intussen, haal dan opnieuw op met --force",
                        f"{noted['repeated']} triples came more than once; if the data changed meanwhile, fetch again with --force")
    manifest = folder.finish(about, queue)
    if options.json:
        speaker.out(json.dumps(manifest))
    else:
        counts = (manifest["triples"], len(manifest["files"]), options.output)
        speaker.out("%d triples in %d bestanden in %s" % counts if speaker.lang == "nl" else "%d triples in %d files in %s" % counts)
    return OK


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Fault(USAGE, message, "niet begrepen; zie --help", "not understood; see --help")


def number(low: float, high: float, kind: type) -> Any:
    def convert(text: str) -> Any:
        try:
            if low <= (value := kind(text)) <= high:
                return value
        except ValueError:
            pass
        raise argparse.ArgumentTypeError(f"{low} - {high}")
    return convert


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = Parser(prog=PROGRAM + ".py", allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter,
                    description=__doc__ + "\nNL: haalt CompetentNL met uw eigen sleutel op als N-Triples; een afgebroken run gaat verder met --resume.",
                    epilog="Language: --lang nl or en. Without it English when LC_ALL, or else LANG, begins with \"en\"; Dutch otherwise.\n"
                           "Exit codes: 0 done; 2 wrong usage; 5 malformed answer, map or state; 6 network, key refused, reading or writing; 130 interrupted.")
    parser.add_argument("--output", type=Path, metavar="DIR", help="folder for the files; must be new or empty unless --resume or --force")
    parser.add_argument("--key-file", metavar="FILE", help="file with the key, readable by you alone (else: environment COMPETENTNL_API_KEY)")
    parser.add_argument("--endpoint", default="https://sparql.competentnl.nl/v1", metavar="URL", help="SPARQL service (%(default)s)")
    parser.add_argument("--rest", default="https://api.competentnl.nl", metavar="URL", help="REST service, used with --rest-set (%(default)s)")
    parser.add_argument("--rest-set", nargs="+", metavar="SET", help="fetch these sets by REST instead, such as occupations-id-02")
    parser.add_argument("--map", type=Path, default=DEFAULT_MAP, metavar="FILE", help="predicate map (taxonomy/maps/competentnl.json)")
    parser.add_argument("--only", default="", metavar="A,B", help="only these kinds or classes of the map, and all label nodes: occupations,skills,...")
    parser.add_argument("--page-size", type=number(10, 100000, int), metavar="N", help="rows a page (10000; REST 200); the server may give fewer")
    parser.add_argument("--delay", type=number(0, 3600, float), default=0.2, metavar="S", help="seconds between requests (%(default)s)")
    parser.add_argument("--timeout", type=number(0.1, 3600, float), default=120, metavar="S", help="seconds a server may be silent (%(default)s)")
    parser.add_argument("--tries", type=number(1, 100, int), default=8, metavar="N", help="tries of one request (%(default)s)")
    parser.add_argument("--resume", action="store_true", help="go on where an earlier run into DIR ended")
    parser.add_argument("--force", action="store_true", help="start again in DIR: removes what an earlier run wrote there")
    parser.add_argument("--dry-run", action="store_true", help="print the first request of each part; no key, no network, no files")
    parser.add_argument("--json", action="store_true", help="print the manifest as one line of JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress; warnings and errors only")
    parser.add_argument("--lang", choices=("nl", "en"), help="language of the messages")
    options, extra = parser.parse_known_args(arguments)
    if extra:                 # not repeated in full: somebody may have typed the key here
        parser.error(", ".join(a.split("=")[0] for a in extra if a.startswith("--")) or "argument")
    if not options.output and not options.dry_run:
        parser.error("--output DIR")
    if any(not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) for name in options.rest_set or ()):
        parser.error("--rest-set")
    return options


def language(arguments: list[str]) -> str:
    """Before the command line has been understood, for saying that it has not."""
    for i, a in enumerate(arguments):
        value = a[7:] if a.startswith("--lang=") else arguments[i + 1] if a == "--lang" and i + 1 < len(arguments) else ""
        if value in ("nl", "en"):
            return value
    return "en" if (os.environ.get("LC_ALL") or os.environ.get("LANG", "")).startswith("en") else "nl"


def main(arguments: list[str]) -> int:
    speaker = Speaker(language(arguments), os.environ.get("COMPETENTNL_API_KEY", "").strip())
    try:
        options = parse(arguments)
        speaker.quiet = options.quiet
        return run(options, speaker)
    except Fault as fault:
        speaker.say(fault.where, fault.nl, fault.en)
        return fault.code
    except OSError as error:
        speaker.say(error.filename or "stdout", str(error.strerror), str(error.strerror))
        return IO
    except KeyboardInterrupt:
        speaker.say("Ctrl-C", "afgebroken; ga verder met --resume", "interrupted; go on with --resume")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
