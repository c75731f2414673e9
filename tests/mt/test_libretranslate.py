"""The LibreTranslate client against a loopback server that speaks the documented API, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from workbench.errors import ModelError, NoModelError, UsageError
from workbench.model import DraftRequest, TermHit
from workbench.mt.engine import Engine, MemoryCache
from workbench.mt.libretranslate import LibreTranslateEngine, open_engine

WORDS = {"경제": "economy", "정책": "policy", "전쟁": "war", "위기": "crisis", "국가": "state"}


@dataclass
class Server:
    """What the loopback server was asked, and how it shall answer next: `trouble` holds one answer a request."""

    url: str = ""
    questions: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)


def reply(handler: BaseHTTPRequestHandler, answer: object, code: int = 200, **headers: str) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def translate(text: str) -> str:
    words = "".join(f" {WORDS.get(word, word)}" for word in text.rstrip(".").split()).strip()
    return f"{words}." if text.endswith(".") else words


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply(self, [{"code": "ko", "name": "Korean", "targets": ["en"]}, {"code": "en", "name": "English"}])

        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.questions.append(question)
            if state.trouble:
                state.trouble.pop(0)(self)
                return
            answer: dict[str, Any] = {"translatedText": [translate(text) for text in question["q"]]}
            if question.get("alternatives"):
                answer["alternatives"] = [[translate(text).replace("state", "country")] for text in question["q"]]
            reply(self, answer)

        def log_message(self, *_: object) -> None:
            return

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{web.server_port}"
    yield state
    web.shutdown()
    web.server_close()
    thread.join()


def engine(server: Server, **options: Any) -> LibreTranslateEngine:
    return open_engine("ko", "en", url=server.url, **{"wait": 0.01, "timeout": 5.0, **options})


def test_it_is_an_engine_and_drafts(server: Server) -> None:
    made = engine(server, api_key="secret")
    assert isinstance(made, Engine)
    drafts = dict(made.draft([DraftRequest("⟦1⟧경제⟦/1⟧ 정책."), DraftRequest("2024."), DraftRequest("전쟁.")]))
    assert [drafts[place].target for place in range(3)] == ["⟦1⟧economy⟦/1⟧ policy.", "2024.", "war."]
    assert server.questions == [
        {"q": ["경제 정책.", "전쟁."], "source": "ko", "target": "en", "format": "text", "api_key": "secret"}
    ]
    assert made.complete("경제", "") == []
    assert made.score([("경제", "economy")]) == []


def test_drafts_are_cached_and_batches_are_small(server: Server) -> None:
    cache, sources = MemoryCache(), [f"경제 {number}." for number in range(40)]
    first = dict(engine(server).draft([DraftRequest(source) for source in sources], cache=cache))
    assert [len(question["q"]) for question in server.questions] == [16, 16, 8]
    server.questions.clear()
    second = dict(engine(server).draft([DraftRequest(source) for source in sources], cache=cache))
    assert server.questions == []
    assert [draft.target for draft in second.values()] == [draft.target for draft in first.values()]


def test_a_term_is_met_by_an_alternative_where_there_is_one(server: Server) -> None:
    terms = {name: (TermHit(0, 2, "국가", "exact", (name,)),) for name in ("state", "country", "commonwealth")}
    steps = {}
    for name, hits in terms.items():
        ((_, draft),) = engine(server).draft([DraftRequest("국가 위기.", hits)])
        steps[name] = (draft.terms_step, draft.target)
    assert steps == {
        "state": ("already", "state crisis."),
        "country": ("n-best", "country crisis."),
        "commonwealth": ("missed", "state crisis."),
    }


def test_a_busy_server_is_asked_again(server: Server) -> None:
    server.trouble = [
        lambda handler: reply(handler, {"error": "Too many requests"}, 429, Retry_After="0"),
        lambda handler: reply(handler, {"error": "Server error"}, 500),
        lambda handler: handler.connection.close(),
    ]
    assert [draft.target for _, draft in engine(server).draft([DraftRequest("전쟁.")])] == ["war."]
    assert len(server.questions) == 4


def test_what_is_too_much_at_once_is_asked_in_halves(server: Server) -> None:
    server.trouble = [lambda handler: reply(handler, {"error": "request (4) exceeds text limit (2)"}, 400)]
    drafts = dict(engine(server).draft([DraftRequest(f"전쟁 {number}.") for number in range(4)]))
    assert [drafts[place].target for place in range(4)] == [f"war {number}." for number in range(4)]
    assert [len(question["q"]) for question in server.questions] == [4, 2, 2]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda handler: reply(handler, b"<html>"), "its answer is no JSON"),
        (lambda handler: reply(handler, {"translatedText": ["a", "b"]}), "another number of texts than was asked for"),
        (lambda handler: reply(handler, {"translatedText": "a"}), "another number of texts"),
        (lambda handler: reply(handler, {"translatedText": [7]}), "not of the documented form"),
        (lambda handler: reply(handler, {"error": "Invalid API key"}, 403), r"refused \(403: Invalid API key\)"),
    ],
)
def test_a_broken_or_refusing_server_is_one_sentence(
    server: Server, answer: Callable[[BaseHTTPRequestHandler], None], message: str
) -> None:
    server.trouble = [answer]
    with pytest.raises(ModelError, match=message):
        list(engine(server).draft([DraftRequest("전쟁.")]))


def test_a_silent_server_is_given_up_on(server: Server) -> None:
    server.trouble = [lambda handler: threading.Event().wait(0.3) and None for _ in range(9)]
    with pytest.raises(ModelError, match="does not answer"):
        list(engine(server, timeout=0.05).draft([DraftRequest("전쟁.")]))


def test_no_server_is_given_up_on() -> None:
    made = open_engine("ko", "en", url="http://127.0.0.1:9", wait=0.0)
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9 does not answer .*refused"):
        list(made.draft([DraftRequest("전쟁.")]))


def test_a_pair_the_server_does_not_know_is_exit_code_four(server: Server) -> None:
    with pytest.raises(NoModelError, match="has no model for ja → en"):
        list(open_engine("ja", "en", url=server.url).draft([DraftRequest("戦争。")]))


@pytest.mark.parametrize("url", ["", "localhost:5000", "ftp://x"])
def test_it_is_never_used_without_an_address(url: str) -> None:
    with pytest.raises(UsageError, match="LibreTranslate server"):
        open_engine("ko", "en", url=url)
