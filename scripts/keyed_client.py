# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""What fetch_competentnl.py stands on: polite HTTP with a key, and messages in Dutch or English that never show the key. Not a program."""
import email.utils
import http.client
import random
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, NoReturn

PROGRAM = "fetch_competentnl"
OK, USAGE, MALFORMED, IO, INTERRUPTED = 0, 2, 5, 6, 130
MAX_BODY = 256 << 20          # bytes of one answer
MAX_WAIT = 900                # seconds a server may make us wait by Retry-After
RETRY = (429, 500, 502, 503, 504)


class Fault(Exception):
    """Ends the program with `code`: where, then what is wrong and what to do, in Dutch and in English."""

    def __init__(self, code: int, where: Any, nl: str, en: str):
        super().__init__(f"{where}: {en}")
        self.code, self.where, self.nl, self.en = code, where, nl, en


class Speaker:
    """Says things in the language of the user, and never the key."""

    def __init__(self, lang: str, key: str):
        self.lang, self.quiet, self.key = lang, False, key

    def clean(self, text: str) -> str:
        text = text.replace(self.key, "***") if len(self.key) >= 8 else text
        return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)

    def say(self, where: Any, nl: str, en: str) -> None:
        print(f"{PROGRAM}: " + self.clean(f"{where}: {nl if self.lang == 'nl' else en}"), file=sys.stderr, flush=True)

    def progress(self, where: Any, nl: str, en: str) -> None:
        if not self.quiet:
            self.say(where, nl, en)

    def out(self, text: str) -> None:
        print(self.clean(text), flush=True)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another address."""

    def redirect_request(self, *_: Any) -> None:
        return None


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header (seconds or a date) asks for; nothing if it cannot be read."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def check_url(option: str, url: str) -> str:
    """`url` without its last slash. Plain http only to this machine: the key would cross the network in clear."""
    try:
        parsed = urllib.parse.urlsplit(url)
        host, _ = parsed.hostname or "", parsed.port
    except ValueError:
        parsed, host = urllib.parse.urlsplit(""), ""
    if not host or parsed.scheme not in ("http", "https") or parsed.username or parsed.query or parsed.fragment or not url.isprintable() or " " in url:
        raise Fault(USAGE, option, "verwacht https://host/pad, zonder naam of vraagteken", "expected https://host/path, without user name or question mark")
    if parsed.scheme == "http" and host not in ("localhost", "127.0.0.1", "::1"):
        raise Fault(USAGE, option, "http:// zou de sleutel onversleuteld versturen; gebruik https://", "http:// would send the key in clear; use https://")
    return url.rstrip("/")


class Client:
    """One request at a time, politely: waits between requests, tries again what may pass, and explains what will not."""

    def __init__(self, key: str, delay: float, timeout: float, tries: int, speaker: Speaker):
        self.key, self.delay, self.timeout, self.tries, self.speaker = key, delay, timeout, tries, speaker
        self.requests = 0
        self.nested = False       # put the sorted query in a subquery: Virtuoso refuses to sort past row 10,000 otherwise

    def ask(self, url: str, accept: str, form: Callable[[], dict[str, str]] | None = None) -> bytes:
        """The body of a GET, or of a POST of what `form` gives."""
        for attempt in range(1, self.tries + 1):
            if self.requests and self.delay:
                time.sleep(self.delay)
            self.requests += 1
            try:
                return self.once(url, accept, urllib.parse.urlencode(form()).encode() if form else None)
            except urllib.error.HTTPError as error:
                text = self.excerpt(error)
                if "SR353" in text and not self.nested:
                    self.nested = True
                    return self.ask(url, accept, form)
                if error.code not in RETRY:
                    self.refused(error.code, text)
                reason, wait = f"HTTP {error.code}", retry_after(error.headers.get("Retry-After"))
            except (OSError, http.client.HTTPException) as error:
                reason, wait = f"{getattr(error, 'reason', error)!r:.200}", None
            if wait is not None and wait > MAX_WAIT:
                raise Fault(IO, reason, f"de server vraagt {wait:.0f} s te wachten; ga daarna verder met --resume",
                            f"the server asks to wait {wait:.0f} s; then go on with --resume")
            if attempt < self.tries:
                wait = min(60.0, 2.0 ** (attempt - 1)) * random.uniform(0.5, 1.0) if wait is None else wait + random.uniform(0, 0.1)
                self.speaker.progress(reason, f"poging {attempt + 1} van {self.tries} over {wait:.1f} s", f"try {attempt + 1} of {self.tries} in {wait:.1f} s")
                time.sleep(wait)
        raise Fault(IO, reason, f"{self.tries} pogingen lang; ga later verder met --resume, misschien met een kleiner --page-size of groter --delay",
                    f"for {self.tries} tries; go on later with --resume, perhaps with a smaller --page-size or larger --delay")

    def once(self, url: str, accept: str, data: bytes | None) -> bytes:
        request = urllib.request.Request(url, data=data, headers={"Accept": accept, "User-Agent": "overstap-fetch/1"})
        request.add_unredirected_header("apikey", self.key)
        handlers: list[Any] = [NoRedirect] + ([urllib.request.ProxyHandler({})] if url.startswith("http://") else [])
        deadline = time.monotonic() + 10 * self.timeout       # for a server that sends a byte now and then
        with urllib.request.build_opener(*handlers).open(request, timeout=self.timeout) as response:
            expected, chunks, size = response.length, [], 0
            while (expected is None or size < expected) and (chunk := response.read1(1 << 16)):
                chunks.append(chunk)
                size += len(chunk)
                if size > MAX_BODY:
                    raise Fault(IO, f"> {MAX_BODY >> 20} MiB", "antwoord te groot; gebruik een kleiner --page-size", "answer too large; use a smaller --page-size")
                if time.monotonic() > deadline:
                    raise TimeoutError("too slow")
            if expected is not None and size < expected:
                raise http.client.IncompleteRead(b"", expected - size)
            body, kind = b"".join(chunks), response.headers.get("Content-Type", "")
        if kind.lower().startswith("text/html") or re.match(rb"\s*<(!doctype|html)", body[:200], re.I):
            raise Fault(MALFORMED, "HTML", "een webpagina in plaats van data; klopt het adres?", "a web page instead of data; is the address right?")
        if self.key.encode() in body:
            raise Fault(MALFORMED, "apikey", "het antwoord bevat de sleutel; er is niets van bewaard", "the answer repeats the key; nothing of it was kept")
        return body

    @staticmethod
    def excerpt(error: urllib.error.HTTPError) -> str:
        try:
            with error:
                return " ".join(error.read1(2000).decode("utf-8", "replace").split())
        except (OSError, http.client.HTTPException, AttributeError):
            return ""

    @staticmethod
    def refused(code: int, text: str) -> NoReturn:
        where = f"HTTP {code}" + (f' ("{text[:200]}")' if text and not text.startswith("<") else "")
        nl, en = "de server weigert het verzoek", "the server refuses the request"
        if code in (401, 403):
            nl, en = "de sleutel wordt niet aanvaard; controleer hem in het ontwikkelaarsportaal", "the key is not accepted; check it in the developer portal"
        elif code == 404:
            nl, en = "onbekend adres; controleer --endpoint, --rest en --rest-set", "unknown address; check --endpoint, --rest and --rest-set"
        elif 300 <= code < 400:
            nl, en = "de server verwijst door, en de sleutel gaat niet mee; geef het juiste adres", "a redirect, and the key does not follow; give the right address"
        raise Fault(IO, where, nl, en)
