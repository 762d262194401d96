#!/usr/bin/env python3
"""A table of manipulations of a store, on SQLite and on a real Postgres: each is found by
`audit verify`, or is one of those that docs/AUDIT.md says are not found.

    manipulations_test.py FINANCESCR sqlite|postgres [WORDS]

prints the table; WORDS choose lines of it. Of what is no matter of the database itself, every third
is tried on Postgres; all of them are where FINANCESCR_TEST_ALL is 1. Exit code 77: Postgres is not
installed."""
import itertools
import os
import pathlib
import shutil
import sys
import tempfile
import time

import databases
import manipulations
import of_the_database
import upgraded

FIXTURE = "before-digests"
OF_BEFORE = ["cases", "users", "conversations"]


def older_states(store):
    """Of a record of some tables, as it stands before the work of this build."""
    before = {}
    for table, condition in (("cases", " WHERE status = 'IN_REVIEW'"),
                             ("conversations", ""), ("users", " WHERE username = 'sam'")):
        order = ", ".join(manipulations.KEYS[table])
        names = [name for name in store.types(table) if name not in ("metadata",)]
        before[table] = store.rows(f"SELECT {', '.join(names)} FROM {table}{condition} "
                                   f"ORDER BY {order} DESC LIMIT 1")[0]
    return before


def prepare(bank):
    """The store after the migration and some work. Returns: older states of records."""
    with bank.serve():
        pass
    code, findings, result = bank.verify()
    assert code == 0 and not findings, findings
    assert result["records_looked_up"] > 100, result
    before = older_states(bank.store)
    with bank.serve() as service:
        upgraded.work(service)
        case = before["cases"]["case_id"]
        service.step("ann", case, "comments", {"text": "Once more"})
        people = service.ask("root", "GET", "/users")["items"]
        user = next(one for one in people if one["username"] == "sam")
        service.ask("root", "PATCH", f"/users/{user['id']}", {"role": "analyst"},
                    {"If-Match": f'"{user["version"]}"'})
        service.ask("ann", "POST", "/agent/chat",
                    {"message": "help", "conversation_id":
                     before["conversations"]["conversation_id"]})
        time.sleep(2.5)  # a head is signed
    code, findings, _ = bank.verify()
    assert code == 0 and not findings, findings
    return before


def wrong_of(manipulation, bank):
    """What is wrong with the answer, and what was found."""
    copy = bank.store.copy()
    try:
        manipulation.change(copy)
        code, findings, _ = bank.verify(copy)
    except Exception as error:  # pylint: disable=broad-except
        return f"{type(error).__name__}: {error}", ""
    finally:
        copy.drop()
    faults = {finding["fault"] for finding in findings}
    if not manipulation.faults:
        return ("found, though it is listed as not found" if code else ""), "not found"
    if code != 1 or not faults & manipulation.faults:
        return f"expected {sorted(manipulation.faults)}, found {sorted(faults)}", ""
    told = [finding for finding in findings if finding["fault"] in manipulation.faults and
            manipulation.says in finding["detail"]]
    if not told:
        return f"no finding says {manipulation.says!r}: {findings[:5]}", ""
    return "", ", ".join(sorted(faults))


def each_of(table, bank, words):
    """Prints each line of the table. Returns: how many there are, and what is wrong."""
    wrong, count = [], 0
    for manipulation in table:
        if words not in manipulation.name:
            continue
        count += 1
        fault, found = wrong_of(manipulation, bank)
        print(f"{count:4} {manipulation.name:68} {fault or found}", flush=True)
        if fault:
            wrong.append(f"{manipulation.name}: {fault}")
    return count, wrong


def check_restored(bank, words):
    """A database that pg_dump and pg_restore made is valid, and its schema watched like another."""
    bank.store = bank.store.restored()
    print("dumped and restored:")
    code, findings, _ = bank.verify()
    wrong = [f"a restored database is not valid: {findings[:3]}"] if code or findings else []
    return wrong + each_of(of_the_database.of_schema(bank.store), bank, words)[1]


def check(bank, words):
    before = prepare(bank)
    is_whole = bank.store.kind == "sqlite" or os.environ.get("FINANCESCR_TEST_ALL") == "1"
    of_rows = list(manipulations.all_of(bank.store, before))
    if not is_whole and not words:
        of_rows = of_rows[::3]
    count, wrong = each_of(itertools.chain(of_rows, of_the_database.all_of(bank.store)), bank,
                           words)
    if bank.store.kind == "postgres":
        wrong += check_restored(bank, words)
    print(f"{bank.store.kind}: {count} manipulations, {len(wrong)} not as stated")
    if is_whole and not words and count < 120:
        wrong.append("fewer than 120 manipulations")
    return wrong


def main():
    program, kind = sys.argv[1:3]
    words = " ".join(sys.argv[3:])
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fman", dir="/tmp"))
    try:
        packs = upgraded.small_packs(program, folder)
        if kind == "sqlite":
            store = databases.Sqlite.load(folder, FIXTURE)
            return check(upgraded.Bank(program, folder, packs, store, FIXTURE), words)
        if not (databases.POSTGRES / "initdb").exists():
            sys.exit(77)
        with databases.PrivatePostgres() as server:
            store = databases.Postgres.load(server, FIXTURE)
            return check(upgraded.Bank(program, folder, packs, store, FIXTURE), words)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    faults_of_all = main()
    print("\n".join(faults_of_all))
    sys.exit(1 if faults_of_all else 0)
