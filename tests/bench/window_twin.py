#!/usr/bin/env python3
"""Counts and sums of the windows of accounts by numpy and DuckDB, beside ours in the same run.

window_bench makes the events and writes them with its windows; what the others compute must be
the same numbers. They compute a count and a sum of four windows; ours is all that the six windows
of an account hold. numpy is needed, DuckDB is left out where it is not installed.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import numpy as np

HOUR_US = 3_600_000_000
SPANS_US = {"1h": HOUR_US, "24h": 24 * HOUR_US, "7d": 7 * 24 * HOUR_US, "30d": 30 * 24 * HOUR_US}


def by_numpy(events):
    """Windows are runs of places in the events of an account, which stand together."""
    account, currency, at_us, amount = events
    apart_us = int(at_us.max() - at_us.min()) + SPANS_US["30d"] + 1  # between two groups

    def windows(group, values):
        order = np.argsort(group, kind="stable")
        key = group[order] * apart_us + (at_us[order] - at_us.min())
        before = np.concatenate(([0], np.cumsum(values[order])))
        place = np.arange(len(key))
        columns = []
        for span_us in SPANS_US.values():
            first = np.searchsorted(key, key - span_us)
            column = np.empty(len(key), np.int64)
            column[order] = before[place] - before[first]
            columns.append(column)
        return columns

    _, in_currency = np.unique(account * (1 << 16) + currency, return_inverse=True)
    return np.array(windows(account, np.ones_like(amount)) + windows(in_currency, amount))


def by_duckdb(duckdb, events):
    """RANGE windows, on one thread."""
    frames = ", ".join(
        f"w{name} AS (PARTITION BY {{group}} ORDER BY at_us"
        f" RANGE BETWEEN {span_us} PRECEDING AND 1 PRECEDING)"
        for name, span_us in SPANS_US.items())
    counts = ", ".join(f"count(*) OVER w{name} AS n{name}" for name in SPANS_US)
    sums = ", ".join(
        f"CAST(coalesce(sum(amount) OVER w{name}, 0) AS BIGINT) AS s{name}" for name in SPANS_US)
    counted = f"SELECT at_us, {counts} FROM events WINDOW {frames.format(group='account')}"
    summed = f"SELECT at_us, {sums} FROM events WINDOW {frames.format(group='account, currency')}"
    account, currency, at_us, amount = (np.ascontiguousarray(column) for column in events)
    columns = {"account": account, "currency": currency, "at_us": at_us, "amount": amount}
    database = duckdb.connect()
    database.execute("SET threads = 1")
    database.register("arrays", columns)
    database.execute("CREATE TABLE events AS SELECT * FROM arrays")
    start = time.process_time()
    found = database.execute(
        f"SELECT * FROM ({counted}) JOIN ({summed}) USING (at_us) ORDER BY at_us").fetchnumpy()
    seconds = time.process_time() - start
    names = [f"{kind}{name}" for kind in "ns" for name in SPANS_US]
    return np.array([found[name] for name in names]), seconds


def report(what, windows, ours, seconds):
    is_equal = bool(np.array_equal(windows, ours))
    print(f"{what} {ours.shape[1] / seconds:.0f} events/s, counts and sums of four windows, "
          f"{'the same numbers' if is_equal else 'OTHER NUMBERS'}")
    return is_equal


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", help="the program window_bench")
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--accounts", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "events")
        subprocess.run([options.bench, "--twin", path, str(options.events), str(options.accounts)],
                       check=True)
        table = np.fromfile(path, np.int64).reshape(-1, 4 + 2 * len(SPANS_US)).T
    events, ours = table[:4], table[4:]
    start = time.process_time()
    windows = by_numpy(events)
    is_equal = report(f"numpy {np.__version__}", windows, ours, time.process_time() - start)
    try:
        import duckdb
    except ImportError:
        print("DuckDB is not installed")
    else:
        windows, seconds = by_duckdb(duckdb, events)
        is_equal = report(f"DuckDB {duckdb.__version__}", windows, ours, seconds) and is_equal
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
