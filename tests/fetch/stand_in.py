# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""A stand-in for the CompetentNL service: SPARQL and REST on 127.0.0.1, over a small invented graph in CompetentNL's vocabulary.

It demands the header "apikey", refuses UNION and FROM, caps its pages, gives blank nodes other names in every answer, and can be told to be
rude: `fault(n)` names what goes wrong with the n-th request. It knows basic graph patterns, isIRI, isBlank, ORDER BY, LIMIT and OFFSET; no more.
"""
import email.utils
import json
import re
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable

CNLO = "https://linkeddata.competentnl.nl/def/competentnl#"
UWV = "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#"
KSMO = "https://data.s-bb.nl/ksm/ont/ksmo#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XL = "http://www.w3.org/2008/05/skos-xl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OCCUPATION = "https://linkeddata.competentnl.nl/uwv/id/occupation/"
SKILL = "https://linkeddata.competentnl.nl/id/humancapability/"
AREA = "https://linkeddata.competentnl.nl/id/knowledgearea/"
OTHER = "https://linkeddata.competentnl.nl/uwv/id/x/"

Term = tuple[str, ...]            # ("uri", iri) · ("bnode", name) · ("literal", text, language, datatype)
Triple = tuple[Term, Term, Term]

ODD_TEXTS = ('Zegt "ja" en \'nee\'', "twee\nregels\r\nen een\ttab", "pad\\naar\\u0041", "caf\u00e9 \u20ac \U0001f600 \u4e2d", "bel\u0007 en \u007f en \u0001",
             "\u2028scheiding\u0085", "", " spaties ", "@nl", '"^^<x>', "e\u0301 is geen \u00e9", "<b>&amp;</b>", "\ufeffbom", ". ", "_:b0")


def uri(text: str) -> Term:
    return ("uri", text)


def text(value: str, language: str = "", datatype: str = "") -> Term:
    return ("literal", value, language, datatype)


def graph() -> list[Triple]:
    """Three occupations, three capabilities, a knowledge area, two tasks, two conditions, a qualification; labels as named and as blank nodes."""
    triples: list[Triple] = []

    def add(subject: Term, predicate: str, *objects: Term) -> None:
        triples.extend((subject, uri(predicate), o) for o in objects)

    def label(subject: Term, predicate: str, node: Term, value: Term) -> None:
        add(subject, predicate, node)
        add(node, TYPE, uri(UWV + "DetailedLabel"))
        add(node, XL + "literalForm", value)
        add(node, UWV + "hasContentStatus", uri(UWV + "ContentStatus_Current"))

    names = ["Voorbeeldmonteur", "Proefleider", "Testschrijver"]
    for i, name in enumerate(names, 1):
        occupation = uri(f"{OCCUPATION}AAAA00000{i}")
        add(occupation, TYPE, uri(CNLO + "Occupation"), uri(UWV + "Occupation"))
        add(occupation, SKOS + "prefLabel", text(name, "nl"))
        add(occupation, SKOS + "definition", text(f"Verzonnen beroep {i}.", "nl"))
        add(occupation, UWV + "hasContentStatus", uri(UWV + "ContentStatus_Current"))
        add(occupation, UWV + "isRegulatedProfession", text("true" if i == 2 else "false", "", XSD + "boolean"))
        label(occupation, XL + "prefLabel", uri(f"{OTHER}LABEL{i}"), text(name, "nl"))
        label(occupation, XL + "altLabel", ("bnode", f"alt{i}"), text(f"Ander woord voor {name}", "nl"))
        label(occupation, XL + "altLabel", ("bnode", f"alt-en{i}"), text(f"Invented job {i}", "en"))
        for j, grade in enumerate(("Essential", "Important", "Somewhat")):
            add(occupation, CNLO + "requiresHAT" + grade, uri(f"{SKILL}BBBB00000{1 + (i + j) % 3}"))
        add(occupation, CNLO + "requiresHATEssential", uri(AREA + "CCCC000001"))
        add(occupation, UWV + "isCharacterizedByOccupationTask_Essential", uri(f"{OTHER}DDDD00000{1 + i % 2}"))
        add(occupation, UWV + "isCharacterizedByOccupationCircumstance_StronglyRelevant", uri(f"{OTHER}EEEE00000{1 + i % 2}"))
        add(occupation, UWV + "isCharacterizedByOccupationCircumstance_NotRelevant", uri(f"{OTHER}EEEE00000{2 - i % 2}"))
    label(uri(OCCUPATION + "AAAA000001"), UWV + "specialization", ("bnode", "narrow"), text('Monteur "klein"\nwerk \\ \u20ac', "nl"))
    for i in (1, 2, 3):
        capability = uri(f"{SKILL}BBBB00000{i}")
        add(capability, TYPE, uri(CNLO + "HumanCapability"))
        add(capability, SKOS + "prefLabel", text(f"Voorbeeld {i} doen", "nl"))
        add(capability, SKOS + "notation", text(f"100.001.00{i}"))
    for i, odd in enumerate(ODD_TEXTS):
        if odd.strip():
            add(uri(SKILL + "BBBB000001"), SKOS + "altLabel", text(odd, "nl"))
        add(uri(SKILL + "BBBB000002"), SKOS + "scopeNote", text(odd, ("nl", "nl-BE", "", "en")[i % 4]), text(odd, "", XSD + "token"))
    add(uri(AREA + "CCCC000001"), TYPE, uri(CNLO + "KnowledgeArea"))
    add(uri(AREA + "CCCC000001"), SKOS + "prefLabel", text("Voorbeeldkunde", "nl"))
    for i in (1, 2):
        add(uri(f"{OTHER}DDDD00000{i}"), TYPE, uri(UWV + "OccupationTask"))
        add(uri(f"{OTHER}DDDD00000{i}"), SKOS + "prefLabel", text(f"Voorbeeldtaak {i} uitvoeren"))
        add(uri(f"{OTHER}EEEE00000{i}"), TYPE, uri(UWV + "OccupationCircumstance"))
        add(uri(f"{OTHER}EEEE00000{i}"), SKOS + "prefLabel", text(f"Voorbeeldomstandigheid {i}", "", XSD + "string"))
    norm = uri("urn:example:norm:1")
    add(norm, TYPE, uri(CNLO + "EducationalNorm"))
    add(norm, SKOS + "prefLabel", text("Monteur voorbeelden", "nl"))
    add(norm, KSMO + "opleidingscode", text("99999"))
    add(norm, CNLO + "prescribesHATEssential", uri(SKILL + "BBBB000001"), uri(AREA + "CCCC000001"))
    return triples


def rank(term: Term) -> tuple:
    """SPARQL's order: blank nodes, IRIs, literals."""
    return (("bnode", "uri", "literal").index(term[0]), *term)


def answer(triples: list[Triple], query: str, cap: int, sorted_top: int, ignore_offset: bool) -> dict:
    nested = re.fullmatch(r"SELECT ([?\w ]+) WHERE \{ \{ (SELECT .*) \} \}( LIMIT \d+ OFFSET \d+)", query)
    match = re.fullmatch(r"SELECT ([?\w ]+) WHERE \{ (.*?) \} ORDER BY ([?\w ]+) LIMIT (\d+) OFFSET (\d+)", nested[2] + nested[3] if nested else query)
    if not match:
        raise ValueError("parse error: " + query)
    limit, offset = int(match[4]), int(match[5])
    if sorted_top and not nested and limit + offset > sorted_top:
        raise ValueError(f"Virtuoso 22023 Error SR353: Sorted TOP clause specifies more then {limit + offset} rows to sort")
    filters = re.findall(r"FILTER\((\w+)\(\?(\w+)\)\)", match[2])
    patterns = [re.findall(r"\?\w+|<[^>]*>", p) for p in re.sub(r"FILTER\(.*?\)\)", "", match[2]).split(" . ")]
    rows: list[dict[str, Term]] = [{}]
    for pattern in patterns:
        found = []
        for row in rows:
            for triple in triples:
                new = dict(row)
                if all(new.setdefault(slot[1:], term) == term if slot[0] == "?" else term == ("uri", slot[1:-1]) for slot, term in zip(pattern, triple)):
                    found.append(new)
        rows = found
    rows = [r for r in rows if all(r[v][0] == {"isIRI": "uri", "isBlank": "bnode"}[f] for f, v in filters)]
    names = match[1].replace("?", "").split()
    rows.sort(key=lambda r: [rank(r[v]) for v in match[3].replace("?", "").split()])
    blank: dict[str, str] = {}

    def encode(term: Term) -> dict[str, str]:
        if term[0] == "bnode":
            return {"type": "bnode", "value": blank.setdefault(term[1], f"b{len(blank)}")}
        more = {"xml:lang": term[2]} if term[2:3] != ("",) and term[2:] else {}
        return {"type": term[0], "value": term[1]} | more | ({"datatype": term[3]} if term[3:] and term[3] else {})

    start = 0 if ignore_offset else offset
    return {"head": {"vars": names}, "results": {"bindings": [{v: encode(r[v]) for v in names} for r in rows[start:start + min(limit, cap)]]}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: "StandIn"

    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes | str, kind: str = "application/json", length: int | None = None, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass              # the client would not wait

    def do_GET(self) -> None:
        self.handle_one("GET", "")

    def do_POST(self) -> None:
        self.handle_one("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

    def handle_one(self, method: str, form: str) -> None:
        server = self.server
        with server.lock:
            server.log.append((method, self.path, form))
            number = len(server.log)
        key = self.headers.get("apikey")
        if key != server.key:
            return self.send(401 if key is None else 403, f'{{"message": "no access with key {key}"}}')
        fault = server.fault(number) or ""
        kind, _, detail = fault.partition(" ")
        if kind == "429":
            late = email.utils.formatdate(time.time() + 0.5, usegmt=True) if detail == "date" else detail
            return self.send(429, "slow down", "text/plain", **({"Retry_After": late} if late else {}))
        if kind.isdigit():
            return self.send(int(kind), detail or "no", "text/plain", **({"Location": "http://127.0.0.1:1/elsewhere"} if kind.startswith("3") else {}))
        if kind == "html":
            return self.send(200, "<!DOCTYPE html><p>Inloggen</p>", detail or "text/html; charset=utf-8")
        if kind == "reset":
            return self.connection.close()
        if kind == "slow":
            time.sleep(float(detail))
        if kind == "body":
            return self.send(200, server.bodies[int(detail)], "application/octet-stream")
        url = urllib.parse.urlsplit(self.path)
        if method == "POST" and url.path == "/v1":
            body, status, mime = self.sparql(urllib.parse.parse_qs(form)["query"][0], kind)
        else:
            body, status, mime = self.rest(url)
        data = body.encode()
        self.send(status, data[:len(data) // 2] if kind in ("short", "cut") else data, mime, len(data) if kind == "short" else None)

    def sparql(self, query: str, fault: str) -> tuple[str, int, str]:
        if self.headers.get("Accept") != "application/sparql-results+json" or self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
            return "not acceptable", 406, "text/plain"
        if re.search(r"\bUNION\b", query):
            return "internal error", 500, "text/plain"
        if re.search(r"\bFROM\b", query):
            return "FROM is not allowed", 400, "text/plain"
        try:
            found = answer(self.server.triples, query, self.server.cap, self.server.sorted_top, fault == "ignore-offset")
        except ValueError as error:
            return str(error), 500 if "SR353" in str(error) else 400, "text/plain"
        return json.dumps(found, ensure_ascii=fault == "ascii"), 200, "application/sparql-results+json"

    def rest(self, url: urllib.parse.SplitResult) -> tuple[str, int, str]:
        match, query = re.fullmatch(r"/([a-z0-9-]+)/v1", url.path), urllib.parse.parse_qs(url.query)
        if not match or match[1] not in self.server.sets:
            return "no such set", 404, "text/plain"
        page, size = int(query["page"][0]), min(int(query["pageSize"][0]), self.server.cap)
        return "".join(line + "\n" for line in self.server.sets[match[1]][(page - 1) * size:page * size]), 200, "application/n-triples"


class StandIn(ThreadingHTTPServer):
    """with StandIn() as server: ... server.url ..."""
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, key: str = "geheim-sleuteltje-0123456789", cap: int = 10_000):
        super().__init__(("127.0.0.1", 0), Handler)
        self.key, self.cap, self.sorted_top = key, cap, 0
        self.triples = graph()
        self.sets: dict[str, list[str]] = {}
        self.bodies: list[bytes] = []
        self.fault: Callable[[int], str | None] = lambda number: None
        self.log: list[tuple[str, str, str]] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        pass

    def __enter__(self) -> "StandIn":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
