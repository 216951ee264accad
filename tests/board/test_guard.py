"""Who is not the organiser's own page gets nothing in, and nothing out."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from serving import Answer, Tab, serving
from small import board_of, programme

from agenda_solver.board.guard import HEADERS, MOST_BYTES
from agenda_solver.board.running import RunningBoard

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> RunningBoard:
    return board_of(programme(tmp_path_factory.mktemp("solved")))


@pytest.fixture(scope="module")
def tab(board: RunningBoard) -> Iterator[Tab]:
    with serving(board) as tab:
        yield tab


@pytest.fixture(autouse=True)
def nothing_changes(board: RunningBoard) -> Iterator[None]:
    before = board.desk.here
    yield
    assert board.desk.here is before
    assert not [path for path in board.keeping.path.parent.iterdir() if path.suffix != ".xlsx"]


def raw(tab: Tab, request: bytes) -> bytes:
    """Send bytes as they are, and return what comes back."""
    with socket.create_connection(("127.0.0.1", tab.port), timeout=20) as line:
        answer = b""
        with suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(request)
        with suppress(ConnectionResetError):
            while data := line.recv(65536):
                answer += data
    return answer


def undo(tab: Tab) -> bytes:
    return json.dumps({"tab": "x", "revision": tab.state()["revision"], "name": "x"}).encode()


def post(tab: Tab, headers: dict[str, str], name: str = "name") -> Answer:
    return tab.send("POST", f"{tab.root}api/{name}", undo(tab), headers)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "[::1]:{port}",
        "127.0.0.1:{port}.x",
        "",
    ],
)
def test_another_host_is_refused(tab: Tab, host: str) -> None:
    host = host.format(port=tab.port)
    answer = tab.send("GET", f"{tab.root}api/state", None, {"Host": host})
    assert answer.status == 400
    assert b"Matin" not in answer.body
    assert post(tab, {**JSON, "Host": host}).status == 400


def test_two_hosts_and_none_are_refused(tab: Tab) -> None:
    own = f"Host: 127.0.0.1:{tab.port}\r\n"
    for hosts in (own + "Host: evil.example\r\n", own + own, ""):
        request = f"GET {tab.root}api/state HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"
        assert raw(tab, request.encode()).startswith(b"HTTP/1.1 400 ")


def test_its_own_names_are_let_in(tab: Tab) -> None:
    for host in ("127.0.0.1", "localhost"):
        headers = {"Host": f"{host}:{tab.port}", "Origin": f"http://{host}:{tab.port}"}
        assert tab.send("GET", f"{tab.root}api/state", None, headers).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.example",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}",
        "",
    ],
)
def test_another_origin_is_refused(tab: Tab, origin: str) -> None:
    headers = {**JSON, "Origin": origin.format(port=tab.port)}
    assert post(tab, headers).status == 403
    assert tab.send("GET", f"{tab.root}api/state", None, headers).status == 403
    assert post(tab, {**JSON, "Sec-Fetch-Site": "cross-site"}).status == 403
    assert post(tab, {**JSON, "Sec-Fetch-Site": "same-site"}).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/state",
        "/index.html",
        "/x/api/state",
        "/{token}x/api/state",
        "//{token}/api/state",
        "/{half}/api/state",
        "/%00/api/state",
        "/é/api/state",
    ],
)
def test_without_the_token_there_is_nothing(tab: Tab, path: str) -> None:
    token = tab.root.strip("/")
    path = path.format(token=token, half=token[:20])
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nConnection: close\r\n\r\n"
    head, _, body = raw(tab, request.encode()).partition(b"\r\n\r\n")
    assert head.split()[1] in (b"404", b"400")
    assert b"Matin" not in body
    if head.split()[1] == b"404":
        assert body == b""


def test_an_address_without_its_last_stroke_leads_to_the_page(tab: Tab) -> None:
    answer = tab.send("GET", tab.root.rstrip("/"))
    assert (answer.status, answer.headers["location"]) == (307, tab.root)


@pytest.mark.parametrize(
    "path",
    [
        "../desk.py",
        "..%2fdesk.py",
        "%2e%2e/desk.py",
        "..\\desk.py",
        "../../pyproject.toml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "page/index.html",
        "./index.html",
        "index.html/",
        "index.html%00.js",
        "__init__.py",
        ".",
        "..",
        "api",
        "api/",
        "api/nothing",
    ],
)
def test_only_the_files_of_the_page_are_given_out(tab: Tab, path: str) -> None:
    request = (
        f"GET {tab.root}{path} HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nConnection: close\r\n\r\n"
    )
    head, _, body = raw(tab, request.encode()).partition(b"\r\n\r\n")
    assert head.split()[1] in (b"404", b"400")
    assert b"import" not in body
    assert b"root:" not in body


def test_every_answer_has_its_headers(tab: Tab) -> None:
    answers = [
        tab.get(""),
        tab.get("api/state"),
        tab.get("nothing"),
        tab.send("GET", "/"),
        tab.send("GET", tab.root, None, {"Host": "evil.example"}),
        post(tab, {**JSON, "Origin": "null"}),
        tab.send("OPTIONS", f"{tab.root}api/move", None, {"Origin": "http://evil.example"}),
    ]
    for answer in answers:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
        assert not [name for name in headers if name.startswith("access-control")]
        assert "server" not in headers
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "GET"])
def test_only_what_is_posted_changes_anything(tab: Tab, method: str) -> None:
    assert tab.send(method, f"{tab.root}api/name", undo(tab), JSON).status in (400, 404, 405)
    assert tab.send("POST", f"{tab.root}api/state", undo(tab), JSON).status == 405


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"]
)
def test_what_a_form_can_send_is_refused(tab: Tab, kind: str) -> None:
    assert post(tab, {"Content-Type": kind}).status == 415


def test_a_huge_body_is_refused_by_its_length_and_by_its_pieces(tab: Tab) -> None:
    head = f"POST {tab.root}api/name HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\n"
    head += "Content-Type: application/json\r\nConnection: close\r\n"
    for length in (MOST_BYTES + 1, 10**30):
        answer = raw(tab, f"{head}Content-Length: {length}\r\n\r\n{{".encode())
        assert answer.split()[1] in (b"413", b"400")
    for length in ("-1", "1e9", "x"):
        answer = raw(tab, f"{head}Content-Length: {length}\r\n\r\n{{".encode())
        assert answer.split()[1] in (b"413", b"400")
    piece = b"10000\r\n" + b"[" * 0x10000 + b"\r\n"
    chunked = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + 20 * piece + b"0\r\n\r\n"
    answer = raw(tab, chunked)
    assert answer == b"" or answer.split()[1] in (b"413", b"422")
    assert tab.get("api/state").status == 200


def test_a_huge_address_or_header_is_refused(tab: Tab) -> None:
    long = "x" * 200_000
    for request in (
        f"GET {tab.root}{long} HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\n\r\n",
        f"GET {tab.root} HTTP/1.1\r\nHost: 127.0.0.1:{tab.port}\r\nX: {long}\r\n\r\n",
        f"\x00\x01{long}\r\n\r\n",
    ):
        answer = raw(tab, request.encode())
        assert answer == b"" or answer.split()[1].startswith(b"4")
    assert tab.get("api/state").status == 200


MOVE: dict[str, Any] = {
    "tab": "x",
    "revision": 1,
    "session": "un",
    "day": "2027-03-15",
    "start": "12:00",
    "end": "13:00",
    "room": "bleue",
}
MALFORMED: list[bytes | dict[str, Any]] = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"move"',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"revision": NaN}',
    json.dumps({**MOVE, "revision": float("nan")}).encode(),
    json.dumps({**MOVE, "revision": float("inf")}).encode(),
    {**MOVE, "revision": "1"},
    {**MOVE, "revision": 1.5},
    {**MOVE, "revision": True},
    {**MOVE, "revision": None},
    {**MOVE, "more": 1},
    {**MOVE, "__class__": {}},
    {key: value for key, value in MOVE.items() if key != "session"},
    {**MOVE, "session": ["un"]},
    {**MOVE, "session": {"$ne": 1}},
    {**MOVE, "session": ""},
    {**MOVE, "session": "x" * 10_000},
    {**MOVE, "session": "nulle"},
    {**MOVE, "session": "../un"},
    {**MOVE, "room": "rouge"},
    {**MOVE, "room": 3},
    {**MOVE, "day": "2027-02-30"},
    {**MOVE, "day": "2027-03-16"},
    {**MOVE, "day": "15/03/2027"},
    {**MOVE, "day": "２０２７-03-15"},
    {**MOVE, "start": "12h00"},
    {**MOVE, "start": "12:60"},
    {**MOVE, "start": "99:00"},
    {**MOVE, "start": 720},
    {**MOVE, "start": "-1:00"},
    {**MOVE, "start": "13:00", "end": "12:00"},
    {**MOVE, "start": "12:00", "end": "12:00"},
    {**MOVE, "end": "31:00"},
    {**MOVE, "block": "yes"},
    {**MOVE, "tab": "x" * 10_000},
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_move_is_refused_with_a_sentence(
    tab: Tab, board: RunningBoard, body: bytes | dict[str, Any]
) -> None:
    if isinstance(body, dict):
        if body.get("revision") == 1 and type(body["revision"]) is int:
            body = {**body, "revision": board.desk.revision}
        body = json.dumps(body).encode()
    answer = tab.send("POST", f"{tab.root}api/move", body, JSON)
    assert answer.status == 422
    assert set(answer.data) == {"error"}
    assert answer.data["error"].endswith(".")


@pytest.mark.parametrize(
    "name", ["shelve", "lock", "restore", "ask", "stop", "compare", "recover", "try", "save"]
)
def test_every_other_question_refuses_what_it_does_not_know(tab: Tab, name: str) -> None:
    for wanted in ({}, {"nothing": 1}, {"tab": "x", "revision": 1, "session": 4}):
        answer = tab.post(name, **wanted)
        assert answer.status == 422
        assert answer.data["error"]


def test_unknown_ids_are_refused(tab: Tab) -> None:
    revision = tab.state()["revision"]
    for name, wanted in (
        ("shelve", {"session": "nulle"}),
        ("lock", {"session": "nulle", "day": True}),
        ("restore", {"name": "nul"}),
        ("ask", {"question": "why", "session": "nulle"}),
        ("ask", {"question": "what"}),
        ("ask", {"question": "why"}),
        ("ask", {"question": "repair", "session": "un", "day": "2027-03-15", "start": "99:99"}),
        *(
            ("ask", {"question": question, "session": "un", **elsewhere})
            for question in ("repair", "why", "free")
            for elsewhere in ({"room": "rouge"}, {"day": "2027-03-16"}, {"day": "2027-13-01"})
        ),
        ("recover", {"take": True}),
    ):
        assert tab.post(name, tab="x", revision=revision, **wanted).status == 422
    assert tab.post("stop", work="7").status == 422
    assert tab.post("compare", **{"with": "nul"}).status == 422
    assert tab.get("api/places?session=nulle").status == 422
    assert tab.get("api/places").status == 422
    assert tab.get("api/places?session=%ff%fe").status == 422


def test_what_breaks_inside_is_told_without_a_word_of_it(
    tab: Tab,
    board: RunningBoard,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    name = "Amal (inventée)"

    def fail() -> None:
        raise KeyError(name)

    monkeypatch.setattr(board, "work", fail)
    answer = tab.get("api/work")
    assert answer.status == 500
    assert b"Amal" not in answer.body
    logged = capfd.readouterr().err
    assert "KeyError" in logged
    assert "Amal" not in logged


def test_what_a_browser_is_started_with_leads_to_the_page_once(tab: Tab) -> None:
    assert tab.root not in tab.first_address
    path = "/" + tab.first_address.rpartition("/")[2]
    once, again = (tab.send("GET", path) for _ in range(2))
    assert (once.status, once.headers["location"]) == (303, tab.root)
    assert (again.status, again.body) == (404, b"")
