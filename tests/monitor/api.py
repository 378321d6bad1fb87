#!/usr/bin/env python3
"""The API of `rasid serve`: what it answers is what docs/openapi.json promises; review, accounts, exports, alerts.

    api.py [--postgres] [WORD]    only the cases with WORD in their names; over a server of PostgreSQL instead of a file
"""
import csv
import io
import json
import pathlib
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "store"))
from monitor_server import ROOT, Server, make_store, run  # noqa: E402
from make_reports import HOSTILE, REPORTS  # noqa: E402
from postgres_server import PostgresServer  # noqa: E402
from tap import Tap  # noqa: E402

OPENAPI = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
CASES, FILE_ONLY = [], set()


def case(f):
    CASES.append(f)
    return f


def case_of_a_file(f):
    """One that changes the store's file behind the server's back, or needs a folder beside it."""
    FILE_ONLY.add(f.__name__)
    return case(f)


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(str(what))


def is_valid(value, schema, where):
    """Holds a value against a schema of the document."""
    import jsonschema
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": OPENAPI["components"]}
    errors = list(jsonschema.Draft202012Validator(whole).iter_errors(value))
    check(not errors, f"{where}: {errors[0].message[:300]} at {list(errors[0].absolute_path)}" if errors else "")


def schema_of(path, method="get"):
    return OPENAPI["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]


def incident_at(server, place):
    found = [i for i in server.get("incidents?limit=1000").json["items"] if i["place"] == place and i["category"] == "ASSAULT"]
    check(len(found) == 1, f"{len(found)} incidents in {place}")
    return found[0]


@case
def every_documented_list_is_as_documented(store):
    with Server(store) as server:
        for path, methods in OPENAPI["paths"].items():
            if "get" not in methods or "{" in path or path in ("/map", "/session"):
                continue
            answer = server.get(path[1:] + "?limit=5")
            check(answer.status == 200, f"{path}: {answer.status} {answer.body[:200]}")
            is_valid(answer.json, schema_of(path), path)
        for path in ("/map", "/session"):
            is_valid(server.get(path[1:]).json, schema_of(path), path)
        is_valid(server.get("map?of=events").json, schema_of("/map"), "/map?of=events")


@case
def every_route_of_the_server_is_documented(_store):
    import re
    source = (ROOT / "src/monitor/api.c").read_text(encoding="utf-8")
    routes = re.findall(r'\{"(GET|POST|DELETE)", "([^"]+)", "([a-z]*)"', source)
    check(len(routes) > 12, "routes were not found in api.c")
    for method, path, role in routes:
        if path == "*":
            continue
        documented = [(p, m) for p, m in OPENAPI["paths"].items()
                      if re.sub(r"\{[^}]*\}", "#", p[1:]) in (path, path.replace("*", "#")) and method.lower() in m]
        check(documented, f"{method} {path} is not in docs/openapi.json")
        stated = documented[0][1][method.lower()]["x-role"]
        check(stated == role, f"{method} {path} needs '{role}', the document says '{stated}'")


@case
def one_attack_told_by_three_is_one_incident_with_its_claims(store):
    with Server(store) as server:
        mosul = incident_at(server, "Mosul")
        check(mosul["n_reports"] == 3, mosul)
        page = server.get(f"incidents/{mosul['id']}").json
        is_valid(page, schema_of("/incidents/{id}"), "/incidents/{id}")
        stated = {(c["source"], c["low"], c["high"]) for c in page["claims"] if c["kind"] == "killed"}
        check(stated == {("وكالة الشمال", 5, 5), ("صحيفة الجنوب", 7, 7), ("إذاعة الشرق", 8, None)}, stated)
        by_rule = {toll["rule"]: (toll["low"], toll["best"], toll["high"]) for toll in page["tolls"] if toll["kind"] == "killed"}
        check(by_rule["bounds"] == (5, 8, None) and by_rule["conservative"][1] == 5 and by_rule["latest-official"] == (8, 8, None), by_rule)
        for claim in page["claims"]:
            check(claim["text"] in page["sentences"].get(str(claim["id"]), ""), f"claim {claim['id']} is not in its sentence")


@case
def positions_count_code_points_of_the_text(store):
    with Server(store) as server:
        for row in server.get("reports?limit=100").json["items"]:
            page = server.get(f"reports/{row['id']}").json
            is_valid(page, schema_of("/reports/{id}"), "/reports/{id}")
            text = page["text"]
            for event in page["record"]["events"]:
                trigger = event["trigger"]
                check(text[trigger["start"]:trigger["end"]] == trigger["text"], f"{event['id']}: {trigger}")
            for toll in page["record"]["casualties"]:
                check(text[toll["start"]:toll["end"]] == toll["text"], toll["id"])


@case
def filters_narrow(store):
    with Server(store) as server:
        def places(query):
            return {i["place"] for i in server.get("incidents?" + query).json["items"]}
        check(places("country=IRQ") == {"Mosul", "Kirkuk"}, places("country=IRQ"))
        check(places("place=Nineveh") == {"Mosul"}, "a province holds its towns: " + str(places("place=Nineveh")))
        check(places("category=PROTEST") == {"Tunis"}, places("category=PROTEST"))
        check(places("from=2023-06-01&to=2023-06-03") == {"Mogadishu"}, places("from=2023-06-01&to=2023-06-03"))
        check(places("toll=killed&toll_least=8") == {"Mosul", "Mogadishu"}, places("toll=killed&toll_least=8"))
        check(places("words=%D9%82%D9%8F%D8%AA%D9%84%D9%88%D8%A7&country=SYR") == {"Idlib"}, "words in another form of the verb")
        titles = {r["title"] for r in server.get("reports?source=" + "%D8%A5%D8%B0%D8%A7%D8%B9%D8%A9%20%D8%A7%D9%84%D8%B4%D8%B1%D9%82").json["items"]}
        check(titles == {r["title"] for r in REPORTS if r["source"] == "إذاعة الشرق"}, titles)


@case
def what_no_filter_is_is_refused(store):
    with Server(store) as server:
        for query in ("colour=red", "from=yesterday", "limit=-1", "limit=many", "order=random", "south=north", "id=1%20OR%201=1"):
            answer = server.get("incidents?" + query)
            check(answer.status == 400 and "error" in answer.json, f"{query}: {answer.status}")
        for path in ("incidents/0x1", "incidents/99999", "nothing", "versions", "records", "export/users?format=rows"):
            check(server.get(path).status == 404, path)


@case
def every_format_exports_what_a_filter_finds(store):
    formats = OPENAPI["paths"]["/export/{view}"]["get"]["parameters"][1]["schema"]["enum"]
    with Server(store) as server:
        for view in ("incidents", "events", "reports", "tolls"):
            for name in formats:
                answer = server.get(f"export/{view}?format={name}&country=IRQ")
                check(answer.status == 200 and answer.body.strip(), f"{view} {name}: {answer.status}")
                check("attachment" in answer.headers["Content-Disposition"], name)
                text = answer.body.decode("utf-8")
                check("Mogadishu" not in text, f"{view} as {name} has what the filter left out")
        rows = [json.loads(line) for line in server.get("export/incidents?format=rows&country=IRQ").body.splitlines()]
        check({r["place"] for r in rows} == {"Mosul", "Kirkuk"}, rows)
        lines = [json.loads(line)["doc"]["id"] for line in server.get("export/incidents?format=jsonl&country=IRQ").body.splitlines()]
        check(sorted(lines) == ["a1", "a2", "a3", "h1"], lines)
        shapes = server.get("export/events?format=geojson").json
        check(shapes["type"] == "FeatureCollection" and len(shapes["features"]) == server.get("events?limit=1").json["total"], "GeoJSON")
        check(server.get("export/events?format=docx").status == 400, "a format that is none")


@case_of_a_file
def an_export_that_fails_says_whose_fault_it_is(store):
    import sqlite3
    with Server(store) as server:
        check(server.get("export/events?format=jsonl&from=yesterday").status == 400, "a wrong filter")
        check(server.get("export/events?colour=red").status == 400, "no filter")
        with sqlite3.connect(store) as db:
            db.execute("ALTER TABLE events RENAME TO hidden")
        for name in ("rows", "jsonl"):
            answer = server.get(f"export/events?format={name}")
            check(answer.status == 503 and "store" in answer.json["error"], f"{name}: {answer.status} {answer.body}")


@case
def text_of_strangers_stays_text(store):
    with Server(store) as server:
        page = [r for r in server.get("reports?limit=100").json["items"] if r["source"] == HOSTILE]
        check(len(page) == 1 and page[0]["title"] == HOSTILE, page)
        feed_id = server_search(server, "<b>\"&' ]]>\ufffe\uffff", "country=IRQ&offset=1")
        feed = server.get(f"feeds/{feed_id}")
        check(feed.headers["Content-Type"].startswith("application/atom+xml"), feed.headers["Content-Type"])
        tree = ElementTree.fromstring(feed.body)
        check(tree.find("{http://www.w3.org/2005/Atom}title").text == "<b>\"&' ]]>", "title of the feed")
        entries = tree.findall("{http://www.w3.org/2005/Atom}entry")
        check(len(entries) == 2, "entries of the feed")
        check(all(e.find("{http://www.w3.org/2005/Atom}id").text.startswith(server.url + "#/incident/") for e in entries), "addresses of the entries")


def server_search(server, name, query):
    server.enter()
    answer = server.post("searches", {"name": name, "query": query})
    check(answer.status == 200, answer.body)
    return answer.json["id"]


@case
def saved_searches_come_and_go(store):
    with Server(store) as server:
        number = server_search(server, "القتلى في العراق", "country=IRQ&toll=killed")
        row = [s for s in server.get("searches").json["items"] if s["id"] == number][0]
        check(row["query"] == "country=IRQ&toll=killed" and row["feed"] == f"/api/v1/feeds/{number}", row)
        check(server.post("searches", {"name": "x", "query": "colour=red"}).status == 400, "a filter that is none")
        check(server.ask("DELETE", f"/api/v1/searches/{number}").status == 200, "removing")
        check(server.get(f"feeds/{number}").status == 404, "the feed is gone, too")


@case
def corrections_are_rows_and_can_be_undone(store):
    with Server(store) as server:
        server.enter()
        event = server.get("events?country=YEM&limit=1").json["items"][0]
        report = server.get(f"reports/{event['report_id']}").json
        start = report["text"].index("باليمن")
        answer = server.post("corrections", {"target": "event", "id": event["id"], "field": "place", "value": "Sanaa", "evidence": "باليمن",
                                             "start": start, "end": start + 6, "note": "الموقع"})
        check(answer.status == 200, answer.body)
        check(server.get(f"events?id={event['id']}").json["items"][0]["place"] == "Sanaa", "the row shows it")
        rows = server.get(f"corrections?target=event&id={event['id']}").json["items"]
        check(rows[0]["old"] == event["place"] and rows[0]["new"] == "Sanaa" and rows[0]["who"] == "local" and rows[0]["evidence_start"] == start, rows)
        check(server.get(f"reports/{event['report_id']}").json["record"]["events"] == report["record"]["events"], "the record itself stays")
        check(server.post(f"corrections/{answer.json['id']}/undo").status == 200, "undo")
        check(server.get(f"events?id={event['id']}").json["items"][0]["place"] == event["place"], "it is as before")
        check(server.post("corrections", {"target": "event", "id": event["id"], "field": "confidence", "value": "1"}).status == 400, "no field to correct")
        check(server.post("corrections", {"target": "event", "id": 999999, "field": "place", "value": "x"}).status == 400, "no such event")


@case
def a_value_of_another_kind_is_refused_and_changes_nothing(store):
    with Server(store) as server:
        server.enter()
        event = server.get("events?country=YEM&limit=1").json["items"][0]
        correction = {"target": "event", "id": event["id"], "field": "place"}
        for wrong in ({}, {"value": 7}, {"value": True}, {"value": [1]}, {"value": "x", "note": 1}, {"value": "x", "evidence": 1}, {"value": "x", "evidence": "y", "start": "1"}):
            check(server.post("corrections", {**correction, **wrong}).status == 400, wrong)
        check(server.get(f"events?id={event['id']}").json["items"][0] == event, "it is as before")
        mosul = incident_at(server, "Mosul")
        episode = server.get(f"incidents/{mosul['id']}").json["episodes"][0]["id"]
        for wrong in ({}, {"into": str(mosul["id"])}, {"into": None}):
            check(server.post("incidents/move", {"episodes": [episode], **wrong}).status == 400, wrong)
        check(incident_at(server, "Mosul")["n_reports"] == 3, "nothing moved")
        check(server.post("corrections", {**correction, "value": None}).status == 200, "null takes a value away")


@case
def every_field_the_pages_offer_can_be_corrected(store):
    with Server(store) as server:
        server.enter()
        event = server.get("events?country=SOM&limit=1").json["items"][0]
        fields = {"category": "COERCE", "modes": "abduct", "status": "denied", "date": "2023-06-01", "place": "Kismayo", "country": "KEN", "admin1": "Lower Juba", "lat": "-0.36",
                  "lon": "42.54", "precision": "admin2", "claimant": "police", "actor": json.dumps([{"label_en": "unknown gunmen", "country": None, "sector": "UAF"}])}
        for field, value in fields.items():
            answer = server.post("corrections", {"target": "event", "id": event["id"], "field": field, "value": value})
            check(answer.status == 200, f"{field}: {answer.body}")
        row = server.get(f"events?id={event['id']}").json["items"][0]
        shown = {**{k: str(row[k]) for k in fields if k not in ("actor",)}}
        check(shown == {k: v for k, v in fields.items() if k != "actor"} and row["actor"] == "unknown gunmen" and row["review"] == "corrected", row)
        mogadishu = incident_at(server, "Mogadishu")
        for field, value in {"date": "2023-06-01", "place": "Kismayo", "country": "SOM", "admin1": "Lower Juba", "lat": "-0.36", "lon": "42.54", "precision": "town"}.items():
            answer = server.post("corrections", {"target": "incident", "id": mogadishu["id"], "field": field, "value": value})
            check(answer.status == 200, f"incident {field}: {answer.body}")
        page = server.get(f"incidents/{mogadishu['id']}").json
        check((page["place"], page["lat"], page["date"]) == ("Kismayo", -0.36, "2023-06-01"), page)
        toll = server.get(f"tolls?report={event['report_id']}").json["items"][0]
        for field, value in {"low": "13", "high": "15", "kind": "killed", "status": "actual", "claimant": "police"}.items():
            answer = server.post("corrections", {"target": "toll", "id": toll["id"], "field": field, "value": value})
            check(answer.status == 200, f"toll {field}: {answer.body}")
        row = server.get(f"tolls?id={toll['id']}").json["items"][0]
        check((row["low"], row["high"], row["claimant"], row["review"]) == (13, 15, "police", "corrected"), row)
        first = server.get("reports?order=id&limit=1").json["items"][0]["id"]
        last = server.get("reports?order=newest&limit=1").json["items"][0]["id"]
        check(server.post("corrections", {"target": "report", "id": last, "field": "review", "value": f"duplicate:{first}"}).status == 200, "duplicate")
        check(server.get(f"reports/{last}").json["duplicate_of"] == first, "it is one")


@case
def accepting_shows_in_lists_and_exports(store):
    with Server(store) as server:
        server.enter()
        kirkuk = incident_at(server, "Kirkuk")
        check(server.post("corrections", {"target": "incident", "id": kirkuk["id"], "field": "review", "value": "accepted"}).status == 200, "accept")
        check(incident_at(server, "Kirkuk")["review"] == "accepted", "in the list")
        check({i["place"] for i in server.get("incidents?review=accepted").json["items"]} == {"Kirkuk"}, "as a filter")
        rows = [json.loads(line) for line in server.get("export/incidents?format=rows&country=IRQ").body.splitlines()]
        check({r["place"]: r["review"] for r in rows} == {"Kirkuk": "accepted", "Mosul": ""}, rows)
        check(any(line["target"] == "incident" for line in server.get("audit").json["items"]), "in the audit log")


@case
def every_export_has_what_was_corrected_and_says_what_was_confirmed(store):
    with Server(store) as server:
        server.enter()

        def correct(target, number, field, value):
            check(server.post("corrections", {"target": target, "id": number, "field": field, "value": value}).status == 200, (target, field))

        event = server.get("events?country=YEM&limit=1").json["items"][0]
        correct("event", event["id"], "place", "Tal Nowhere")
        accepted = server.get("reports?country=SOM&limit=1").json["items"][0]
        correct("report", accepted["id"], "review", "accepted")
        rejected = [e["id"] for e in server.get("events?country=IRQ").json["items"]]
        for number in rejected:
            correct("event", number, "review", "rejected")
        formats = OPENAPI["paths"]["/export/{view}"]["get"]["parameters"][1]["schema"]["enum"]
        for name in formats:
            view = "events" if name == "rows" else "reports"
            text = server.get(f"export/{view}?format={name}").body.decode("utf-8")
            if name not in ("gdelt", "ucdp"):  # (these name a place where a gazetteer does)
                check("Tal Nowhere" in text, f"{name}: the corrected place")
            if name not in ("rows", "jsonl", "html", "markdown"):  # (whose reports have the words of the text)
                check("Mosul" not in text and "Kirkuk" not in text, f"{name} has what was rejected")
        lines = csv.DictReader(io.StringIO(server.get("export/reports?format=csv").body.decode("utf-8-sig")))
        said = {row["review"] for row in lines if row["place_name"] == "Tal Nowhere"}
        check(said == {"corrected"}, said)
        lines = csv.DictReader(io.StringIO(server.get("export/reports?format=csv").body.decode("utf-8-sig")))
        check({row["review"] for row in lines if row["place_country"] == "SOM"} == {"accepted"}, "an accepted report")
        shapes = server.get("export/reports?format=geojson").json["features"]
        check({f["properties"]["review"] for f in shapes if f["properties"]["country"] == "SOM"} == {"accepted"}, "GeoJSON")
        records = [json.loads(line) for line in server.get("export/reports?format=jsonl").body.splitlines()]
        check(sum(len(r.get("review", [])) for r in records) == len(rejected) + 2, "JSON: each correction behind its record")


@case
def incidents_split_and_join(store):
    with Server(store) as server:
        server.enter()
        mosul = incident_at(server, "Mosul")
        page = server.get(f"incidents/{mosul['id']}").json
        moved = [e["id"] for e in page["episodes"] if e["source"] == "إذاعة الشرق"]
        split = server.post("incidents/move", {"episodes": moved, "into": 0})
        check(split.status == 200, split.body)
        new = split.json["incident"]
        check(server.get(f"incidents/{new}").json["n_reports"] == 1 and server.get(f"incidents/{mosul['id']}").json["n_reports"] == 2, "split")
        check(server.get(f"incidents/{mosul['id']}").json["killed_high"] == 7, "the toll follows")
        joined = server.post("incidents/merge", {"into": mosul["id"], "incidents": [new]})
        check(joined.status == 200 and incident_at(server, "Mosul")["n_reports"] == 3, "joined again")
        check(server.post(f"operations/{joined.json['operation']}/undo").status == 200, "undone")
        check(server.get(f"incidents/{new}").json["n_reports"] == 1, "apart again")
        check(server.post(f"operations/{split.json['operation']}/undo").status == 200, "the split undone")
        check(incident_at(server, "Mosul")["n_reports"] == 3, "as it was")
        check(server.post("incidents/move", {"episodes": [999999], "into": 0}).status == 400, "no such episode")
        check(server.post("incidents/move", {"episodes": []}).status == 400, "none")


@case
def comments_stand_beside(store):
    with Server(store) as server:
        server.enter()
        tunis = [i for i in server.get("incidents?category=PROTEST").json["items"]][0]
        check(server.post("comments", {"target": "incident", "id": tunis["id"], "text": HOSTILE}).status == 200, "comment")
        check([c["text"] for c in server.get(f"incidents/{tunis['id']}").json["comments"]] == [HOSTILE], "it is shown")


@case
def a_change_needs_the_token(store):
    with Server(store) as server:
        body = {"target": "report", "id": 1, "text": "x"}
        check(server.post("comments", body).status == 403, "without the token")
        server.csrf = "0" * 64
        check(server.post("comments", body).status == 403, "with another token")
        server.enter()
        check(server.post("comments", body, headers={"Sec-Fetch-Site": "cross-site"}).status == 403, "from another site")
        check(server.post("comments", body, headers={"Content-Type": "text/plain"}).status == 415, "as a form of another site would")
        check(server.post("comments", body).status == 200, "as the pages do")


def add_user(store, name, role, password):
    done = run("user", "add", name, "--role", role, "--store", store, stdin=password + "\n")
    check(done.returncode == 0, f"user add: {done.stderr}")


@case
def people_log_in_and_may_what_their_role_may(store):
    for name, role in (("reem", "reader"), ("rami", "reviewer"), ("amal", "admin")):
        add_user(store, name, role, f"password of {name}")
    comment = {"target": "report", "id": 1, "text": "seen"}
    with Server(store, "--login") as server:
        check(server.get("incidents").status == 401 and server.get("reports/1").status == 401 and server.get("export/reports").status == 401, "nobody yet")
        session = server.get("session").json
        check(session["role"] == "" and session["counts"] is None and session["csrf"] == "", session)
        check(server.login("reem", "wrong password").status == 401, "a wrong password")
        check(server.login("nobody", "wrong password").status == 401, "an unknown name")
        entered = server.login("reem", "password of reem")
        check(entered.status == 200, entered.body)
        cookie = entered.headers["Set-Cookie"]
        check("HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie, cookie)
        check(server.get("incidents").status == 200, "a reader reads")
        check(server.post("comments", comment).status == 403, "a reader does not write")
        check(server.get("users").status == 403 and server.get("audit").status == 403, "nor sees accounts")
        mine = server_search_of(server)
        check(server.post("logout").status == 200 and server.get("incidents").status == 401, "after leaving")
        key = mine.split("?", 1)[1]
        server.cookie = None
        check(server.ask("GET", mine).status == 200, "a feed reader with the key")
        check(server.ask("GET", mine.replace(key, "key=" + "0" * 64)).status == 404 and server.ask("GET", mine.split("?")[0]).status == 404, "without it")
        check(server.login("rami", "password of rami").status == 200 and server.post("comments", comment).status == 200, "a reviewer writes")
        check(server.ask("GET", mine.split("?")[0]).status == 404, "somebody else's feed")
        check(server.get("users").status == 403 and server.get("audit").status == 200, "and sees what was done")
        check(server.login("amal", "password of amal").status == 200, "an admin")
        users = server.get("users").json["items"]
        check({u["name"] for u in users} == {"reem", "rami", "amal"} and not any("hash" in u for u in users), users)
        check(run("user", "disable", "amal", "--store", store).returncode == 0 and server.get("incidents").status == 401, "a disabled account is out at once")
        check(any(line["action"] == "login refused" for line in audit_of(server)), "refusals are in the log")


def server_search_of(server):
    check(server.post("searches", {"name": "mine", "query": "country=IRQ"}).status == 200, "a reader's own search")
    return server.get("searches").json["items"][-1]["feed"]


def audit_of(server):
    server.login("rami", "password of rami")
    return server.get("audit?limit=1000").json["items"]


@case
def guessing_passwords_is_slow(store):
    add_user(store, "sami", "reader", "password of sami")
    with Server(store, "--login") as server:
        answers = [server.login("sami", f"guess number {i}").status for i in range(7)]
        check(answers == [401] * 5 + [429] * 2, answers)
        check(server.login("sami", "password of sami").status == 429, "the right one waits, too")
    with Server(store, "--login") as server, ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda i: server.post("login", {"name": "sami", "password": f"guess number {i}"}).status, range(24)))
        check(sorted(answers) == [401] * 5 + [429] * 19, f"all at once: {sorted(answers)}")


@case_of_a_file
def it_refuses_to_start_unsafe(store):
    refusals = [(["--address", "0.0.0.0"], "not loopback"), (["--address", "::"], "not loopback"), (["--address", "localhost"], "no numeric address"),
                (["--tls-cert", "x.pem"], "go together"), (["--login"], "nobody could log in"), (["--behind-proxy"], "nobody could log in")]
    for options, why in refusals:
        done = run("serve", "--store", store, "--port", "0", *options)
        check(done.returncode == 3 and why in done.stderr, f"{options}: {done.returncode} {done.stderr}")
    done = run("serve", "--store", store.parent / "none.db", "--port", "0")
    check(done.returncode == 3 and "none.db" in done.stderr, done.stderr)
    check(not (store.parent / "none.db").exists(), "it made a store")


@case
def it_answers_to_the_address_it_listens_on(store):
    with Server(store, "--address", "127.0.0.2") as server:
        check(server.get("session").status == 200, server.get("session").body)
        check(server.get("session", headers={"Host": "127.0.0.3"}).status == 421, "another address")


@case_of_a_file
def with_tls_cookies_are_for_tls_alone(store):
    import shutil
    import subprocess
    if shutil.which("openssl") is None:
        raise Skipped("no openssl")
    key, certificate = store.parent / "key.pem", store.parent / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    add_user(store, "amal", "admin", "password of amal")
    with Server(store, "--tls-cert", certificate, "--tls-key", key, "--login") as server:
        check(server.url.startswith("https://"), server.url)
        server.certificate = certificate
        check(server.get("incidents").status == 401, "nobody yet")
        cookie = server.login("amal", "password of amal").headers["Set-Cookie"]
        check(cookie.startswith("__Host-rasid=") and "Secure" in cookie and "HttpOnly" in cookie, cookie)
        answer = server.get("incidents")
        check(answer.status == 200 and "max-age" in answer.headers["Strict-Transport-Security"], answer.headers)
    (store.parent / "bad.pem").write_text("no certificate\n")
    done = run("serve", "--store", store, "--port", "0", "--tls-cert", store.parent / "bad.pem", "--tls-key", key)
    check(done.returncode == 3 and "certificate" in done.stderr, done.stderr)


@case
def behind_a_proxy_each_client_waits_for_itself(store):
    add_user(store, "amal", "admin", "password of amal")
    with Server(store, "--behind-proxy", "--host", "monitor.example") as server:
        def login(client, name, password):
            return server.post("login", {"name": name, "password": password}, headers={"Host": "monitor.example", "X-Forwarded-For": f"6.6.6.6, {client}"})
        check(server.get("session").status == 200 and server.get("session", headers={"Host": "other.example"}).status == 421, "its own names alone")
        check([login("192.0.2.1", f"nobody{i}", "wrong password").status for i in range(6)] == [401] * 5 + [429], "one client")
        two = [server.post("login", {"name": f"someone{i}", "password": "wrong password"}, headers={"Host": "monitor.example"},
                           forwarded=(f"6.6.6.{i}", "192.0.2.3")).status for i in range(6)]
        check(two == [401] * 5 + [429], f"the last of two headers is the proxy's: {two}")
        six = [login(f"2001:db8::{i}:1", f"nobody there{i}", "wrong password").status for i in range(6)]
        check(six == [401] * 5 + [429], f"one network of IPv6: {six}")
        mapped = [login(f"::ffff:192.0.2.{10 + i}", f"nobody mapped{i}", "wrong password").status for i in range(6)]
        check(mapped == [401] * 6, f"addresses of IPv4 are apart: {mapped}")
        entered = login("192.0.2.2", "amal", "password of amal")
        check(entered.status == 200 and "Secure" in entered.headers["Set-Cookie"], "another client")


@case_of_a_file
def many_are_all_shown_and_too_many_refused(store):
    import sqlite3
    now = "2023-05-10T00:00:00Z"
    with sqlite3.connect(store) as db:
        report = db.execute("SELECT min(id) FROM reports").fetchone()[0]
        db.executemany("INSERT INTO users (name, role, hash, added) VALUES (?, 'reader', 'x', ?)", [(f"user{i}", now) for i in range(120)])
        db.executemany("INSERT INTO comments (target, target_id, text, who, at) VALUES ('report', ?, ?, 'local', ?)", [(report, f"comment {i}", now) for i in range(120)])
        db.executemany("INSERT INTO searches (name, who, query, added) VALUES (?, ?, '', ?)", [(f"search {i}", who, now) for who in ("local", "amal") for i in range(999)])
    check(len(run("user", "list", "--store", store).stdout.splitlines()) == 120, "users")
    with Server(store) as server:
        server.enter()
        check(len(server.get(f"reports/{report}").json["comments"]) == 120, "comments of a report")
        check([server.post("searches", {"name": f"x{i}", "query": ""}).status for i in range(2)] == [200, 409], "searches of one person")
        check(len(server.get("searches").json["items"]) == 1000, "all of them are shown")


@case_of_a_file
def passwords_have_a_length(store):
    done = run("user", "add", "kim", "--store", store, stdin="short\n")
    check(done.returncode == 3 and "10 bytes" in done.stderr, done.stderr)
    check(run("user", "list", "--store", store).stdout == "", "nobody was added")
    add_user(store, "kim", "admin", "long enough 1")
    check(run("user", "list", "--store", store).stdout == "kim\tadmin\n", "list")
    check(run("user", "add", "kim", "--store", store, stdin="long enough 2\n").returncode == 3, "a name twice")
    import sqlite3
    hashed = sqlite3.connect(store).execute("SELECT hash FROM users").fetchone()[0]
    check(hashed.startswith("$argon2id$") and "long enough" not in hashed, hashed)


def stores_of_files(folder, original):
    """A copy of the store for each case."""
    def copy(i):
        mine = folder / f"case{i}"
        mine.mkdir()
        (mine / "test.db").write_bytes(original.read_bytes())
        return mine / "test.db"
    return copy


def stores_of_a_server(server, original):
    address = server.create("original")
    done = run("store", "copy", "--store", original, address)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return lambda i: server.create(f"case{i}", like="original")


def run_cases(tap, words, copy, postgres):
    for i, test in enumerate(CASES):
        name = test.__name__.replace("_", " ")
        if any(word not in name for word in words) or (postgres and test.__name__ in FILE_ONLY):
            continue
        try:
            test(copy(i))
            tap.case(name)
        except Skipped as why:
            tap.skip(name, why)
        except Failed as problem:
            tap.case(name, problem)
        except Exception:  # a broken test is a failed one
            tap.case(name, traceback.format_exc())


def main():
    tap, postgres = Tap(), "--postgres" in sys.argv
    words = [word for word in sys.argv[1:] if word != "--postgres"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        original = make_store(folder)
        if not postgres:
            run_cases(tap, words, stores_of_files(folder, original), False)
        elif (server := PostgresServer(folder)).bin is None:
            tap.skip("PostgreSQL", "no server is installed (Debian: postgresql)")
        else:
            try:
                server.start()
                run_cases(tap, words, stores_of_a_server(server, original), True)
            finally:
                server.stop()
    tap.done()


if __name__ == "__main__":
    main()
