"""An assistant in a newsroom: the real command, asked over both transports by the client of the SDK.

The tasks are what journalists ask of a dossier: find, count, compare and quote. Each one notes what
it would print, and every address that it prints must answer on the site.
"""

import http.client
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from apart import run_apart
from endtoend.conftest import COMMANDS, InstalledProgram, Program, Site
from places import PROJECT

TIMEOUT_MS = "60000"


@dataclass
class Desk:
    """What a task has: a connected client, and the notes of what it would print."""

    client: Client
    printed: list[dict[str, str]] = field(default_factory=list)

    async def ask(self, tool: str, /, **arguments: Any) -> Any:
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.content[0].text
        return result.structured_content

    def cite(self, source: dict[str, Any]) -> None:
        """Note a document or a passage that is printed with its citation."""
        address = source.get("permanent_url") or source["url"]
        assert address.partition("#")[0] in source["citation"]
        self.printed.append({"url": address, "citation": source["citation"]})


Task = Callable[[Desk], Any]
TASKS: list[Task] = []


def task(asked: Task) -> Task:
    TASKS.append(asked)
    return asked


# Find
@task
async def who_asked_about_microsoft_and_the_health_data_hub(desk: Desk):
    found = await desk.ask("search", q="microsoft health data hub")
    assert "QANR5L16QE15463" in [hit["id"] for hit in found["hits"]]
    for hit in found["hits"]:
        desk.cite(hit)


@task
async def the_question_with_a_number(desk: Desk):
    found = await desk.ask("search", q="QE 15463")
    assert [hit["id"] for hit in found["hits"]] == ["QANR5L16QE15463"]
    desk.cite(found["hits"][0])


@task
async def all_that_a_deputy_asked(desk: Desk):
    (name,) = [
        one["value"]
        for one in (await desk.ask("facet_values", facet="author", contains="latombe"))["values"]
    ]
    found = await desk.ask("search", author=[name], sort="newest")
    assert found["total"] == len(found["hits"]) == 8
    assert {hit["author"] for hit in found["hits"]} == {name}
    days = [hit["date"] for hit in found["hits"]]
    assert days == sorted(days, reverse=True)
    for hit in found["hits"]:
        desk.cite(hit)


@task
async def which_questions_were_withdrawn(desk: Desk):
    found = await desk.ask("search", status=["withdrawn"])
    assert found["total"] == 3
    for hit in found["hits"]:
        assert hit["status"] == "withdrawn"
        desk.cite(hit)


@task
async def what_the_press_says(desk: Desk):
    found = await desk.ask("search", type=["article"], q="health data hub")
    assert found["hits"]
    for hit in found["hits"]:
        assert hit["kind"] == "article"
        desk.cite(hit)


@task
async def what_was_said_in_one_year(desk: Desk):
    found = await desk.ask("search", q="données", date="2022", size=20)
    assert found["hits"]
    for hit in found["hits"]:
        assert hit["date"].startswith("2022")
        desk.cite(hit)


@task
async def a_misspelt_name_is_corrected_openly(desk: Desk):
    found = await desk.ask("search", q="hébergment")
    assert found["corrections"][0]["typed"] == "hébergment"
    desk.cite(found["hits"][0])


@task
async def what_is_like_a_question(desk: Desk):
    found = (await desk.ask("similar", id="QANR5L16QE15463"))["similar"]
    assert len(found) == 5
    for one in found:
        desk.cite(one)


# Count
@task
async def how_many_questions_are_there(desk: Desk):
    counted = await desk.ask("count", not_type=["article"])
    assert counted["total"] == 62
    desk.printed.append({"url": counted["search_url"], "citation": counted["search_url"]})


@task
async def how_many_in_each_year(desk: Desk):
    counted = await desk.ask("count", q="cloud")
    assert sum(b["count"] for b in counted["by_period"]) + counted["undated"] == counted["total"]


@task
async def a_word_that_nobody_said(desk: Desk):
    counted = await desk.ask("count", q="Kidalov")
    assert counted["total"] == 0
    assert counted["absent"] == ["Kidalov"]


@task
async def how_many_without_a_group(desk: Desk):
    none = await desk.ask("count", none=["party"])
    some = await desk.ask("count", not_none=["party"])
    assert none["total"] + some["total"] == (await desk.ask("count"))["total"] == 64


# Compare
@task
async def which_group_asks_most(desk: Desk):
    values = (await desk.ask("facet_values", facet="party"))["values"]
    named = [one for one in values if one["value"]]
    assert [one["count"] for one in named] == sorted((v["count"] for v in named), reverse=True)
    best = named[0]
    assert (await desk.ask("count", party=[best["value"]]))["total"] == best["count"]


@task
async def two_legislatures_on_one_subject(desk: Desk):
    values = (await desk.ask("facet_values", facet="legislature", q="santé"))["values"]
    for one in values:
        if one["value"]:
            counted = await desk.ask("count", q="santé", legislature=[one["value"]])
            assert counted["total"] == one["count"]


@task
async def two_words_against_each_other(desk: Desk):
    either = (await desk.ask("count", q="microsoft OU google"))["total"]
    both = (await desk.ask("count", q="microsoft ET google"))["total"]
    one, other = [(await desk.ask("count", q=w))["total"] for w in ("microsoft", "google")]
    assert either == one + other - both


@task
async def which_ministries_answer_on_health_data(desk: Desk):
    values = (await desk.ask("facet_values", facet="ministry", q="données santé"))["values"]
    assert "Santé" in [one["value"] for one in values]


# Quote
@task
async def a_sentence_word_for_word(desk: Desk):
    document = await desk.ask("fetch", id="QANR5L16QE15463")
    quoted = await desk.ask("passages", id="QANR5L16QE15463", q="microsoft")
    for one in quoted["passages"]:
        whole = document["title"] if one["part"] == "title" else document[one["part"]]["content"]
        assert whole[one["start"] : one["end"]] == one["text"]
        desk.cite(one)
    assert quoted["passages"]


@task
async def what_the_government_answered(desk: Desk):
    found = await desk.ask("search", status=["answered"], size=20)
    answered = [hit["id"] for hit in found["hits"]]
    documents = [await desk.ask("fetch", id=one) for one in answered[:3]]
    for document in documents:
        assert document["status"] == "answered"
        desk.cite(document)


@task
async def the_beginning_of_a_document(desk: Desk):
    (first, *_) = (await desk.ask("passages", id="QANR5L16QE71"))["passages"]
    assert first["start"] == 0
    desk.cite(first)


@task
async def the_passages_of_each_hit(desk: Desk):
    found = await desk.ask("search", q="souveraineté")
    for hit in found["hits"]:
        for one in hit["passages"]:
            desk.cite(one)
    assert len(desk.printed) >= found["total"]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, Site]]:
    """The site of the starter dossier, and the command beside it with the address of the site."""
    program = InstalledProgram(PROJECT / "corpus", tmp_path_factory.mktemp("desk") / "index")
    program.environment["SEARCH_APP_SEARCH_TIMEOUT_MS"] = TIMEOUT_MS
    assert program.run("reindex").returncode == 0
    with program.served_by("search-app", "serve", "--port", "0") as site:
        program.environment["SEARCH_APP_SITE_URL"] = site.address
        yield program, site


@contextmanager
def over_http(program: Program) -> Iterator[str]:
    with program.served_by("search-app", "mcp", "--http", "--port", "0") as served:
        yield served.address


def over_stdio(program: Program) -> StdioServerParameters:
    kept = {name: value for name, value in program.environment.items() if name != "PYTHONSTARTUP"}
    return StdioServerParameters(command=str(COMMANDS / "search-app"), args=["mcp"], env=kept)


@asynccontextmanager
async def connected(server: Any) -> AsyncIterator[Client]:
    async with Client(server, read_timeout_seconds=60) as client:
        await client.list_tools()
        yield client


async def done(server: Any) -> list[dict[str, str]]:
    printed = []
    async with connected(server) as client:
        for asked in TASKS:
            desk = Desk(client)
            await asked(desk)
            printed += desk.printed
    return printed


def check_addresses(site: Site, printed: list[dict[str, str]]) -> None:
    addresses = {note["url"].partition("#")[0] for note in printed}
    assert len(addresses) > 20
    for address in addresses:
        assert address.startswith(f"{site.address}/")
        assert site.get(address.removeprefix(site.address))[0] == 200, address


def test_a_newsroom_works_over_stdio(newsroom: tuple[Program, Site]):
    program, site = newsroom
    assert len(TASKS) == 20
    check_addresses(site, run_apart(done(over_stdio(program))))


def test_a_newsroom_works_over_http(newsroom: tuple[Program, Site]):
    program, site = newsroom
    with over_http(program) as address:
        check_addresses(site, run_apart(done(address)))


def post(address: str, headers: dict[str, str], body: bytes = b"") -> int:
    host, port, path = address.removeprefix("http://").replace("/", ":", 1).split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    given = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    call = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
    connection.request("POST", f"/{path}", body or call, {**given, **headers})
    status = connection.getresponse().status
    connection.close()
    return status


def test_only_trusted_hosts_and_pages_are_answered(newsroom: tuple[Program, Site]):
    program, _ = newsroom
    with over_http(program) as address:
        assert post(address, {}) == 200
        assert post(address, {"Host": "localhost:1"}) == 200
        assert post(address, {"Host": "evil.example"}) == 421
        assert post(address, {"Origin": "https://evil.example"}) == 403
        assert post(address, {"Origin": "null"}) == 403
        assert post(address, {"Origin": "http://127.0.0.1:5000"}) == 200
        assert post(address, {}, b" " * 64_001) == 413
        assert post(address, {}, b"{") == 400


def test_one_client_is_limited_as_on_the_site(newsroom: tuple[Program, Site]):
    program, _ = newsroom
    limited = InstalledProgram(program.corpus, program.index)
    limited.environment["SEARCH_APP_CLIENT_REQUESTS_PER_MINUTE"] = "3"
    limited.environment["SEARCH_APP_TRUSTED_PROXIES"] = "1"

    async def told(address: str, client: str) -> list[CallToolResult]:
        headers = {"X-Forwarded-For": client}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as over,
            connected(streamable_http_client(address, http_client=over)) as asking,
        ):
            return [await asking.call_tool("count", {}) for _ in range(4)]

    with over_http(limited) as address:
        for client in ("203.0.113.7", "203.0.113.8"):
            # Requests are counted by the minute of the clock, and these four belong to one.
            left_s = 60 - time.time() % 60
            time.sleep(left_s if left_s < 10 else 0)
            *answered, refused = run_apart(told(address, client))
            assert not any(one.is_error for one in answered)
            assert refused.is_error
            assert "Redemandez dans" in refused.content[0].text


def test_clients_of_the_older_protocol_are_answered(newsroom: tuple[Program, Site]):
    program, _ = newsroom

    async def counted(server: Any) -> int:
        async with Client(server, mode="legacy", read_timeout_seconds=60) as client:
            return (await client.call_tool("count", {})).structured_content["total"]

    assert run_apart(counted(over_stdio(program))) == 64
    with over_http(program) as address:
        assert run_apart(counted(address)) == 64


def test_names_of_the_settings_are_trusted(newsroom: tuple[Program, Site]):
    program, _ = newsroom
    trusting = InstalledProgram(program.corpus, program.index)
    trusting.environment["SEARCH_APP_TRUSTED_HOSTS"] = ".example.fr"
    with over_http(trusting) as address:
        assert post(address, {"Host": "a.example.fr"}) == 200
        assert post(address, {"Host": "a.example.fr", "Origin": "https://example.fr"}) == 200
        assert post(address, {}) == 421


def test_a_port_that_is_taken_is_said(newsroom: tuple[Program, Site]):
    program, _ = newsroom
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = program.run("mcp", "--http", "--port", str(taken.getsockname()[1]))
    assert run.returncode == 1
    assert "cannot listen on port" in run.stderr
    assert program.run("mcp", "--port", "1").returncode == 2


def test_without_the_extra_the_command_says_what_to_do(tmp_path: Path):
    program = InstalledProgram(PROJECT / "corpus", tmp_path / "index")
    # A module that cannot be found stands before the installed one.
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ModuleNotFoundError('', name='mcp')")
    path = [str(tmp_path), *filter(None, [program.environment.get("PYTHONPATH", "")])]
    program.environment["PYTHONPATH"] = ":".join(path)
    run = program.run("mcp")
    assert (run.returncode, run.stdout) == (1, "")
    assert "make mcp" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_private_text_never_comes_whole(tmp_path: Path):
    hidden = "Nul ne doit lire ici que le grand réservoir fuit depuis trois hivers."
    filled = "Une phrase qui ne dit rien de plus, pour remplir la page du journal. " * 12
    folder = tmp_path / "corpus" / "presse"
    folder.mkdir(parents=True)
    (folder / "bassin.txt").write_text(
        f"Le bassin du port\n\nLe port a vidé son bassin.\n\n{filled}\n\n{hidden}\n"
    )
    program = InstalledProgram(tmp_path / "corpus", tmp_path / "index")
    program.environment["SEARCH_APP_PRIVATE_TEXT"] = "presse"
    program.environment["SEARCH_APP_SEARCH_TIMEOUT_MS"] = TIMEOUT_MS
    assert program.run("reindex").returncode == 0

    async def told() -> list[CallToolResult]:
        async with connected(over_stdio(program)) as client:
            found = await client.call_tool("search", {"q": "bassin"})
            (hit,) = found.structured_content["hits"]
            assert hit["passages"]
            asked = {"id": hit["id"]}
            return [
                found,
                await client.call_tool("fetch", asked),
                await client.call_tool("passages", asked),
                *[
                    await client.call_tool("passages", {**asked, "q": q, "start": start})
                    for q in ("bassin OU phrase", "port")
                    for start in (0, 1)
                ],
                await client.call_tool("similar", asked),
                await client.call_tool("facet_values", {"facet": "topic", "q": "bassin"}),
                await client.call_tool("count", {"q": "bassin"}),
            ]

    answers = run_apart(told())
    assert answers[1].structured_content["withheld"] == ["text"]
    for answer in answers:
        assert not answer.is_error
        assert hidden not in answer.model_dump_json()
        assert filled[:600] not in answer.model_dump_json()
