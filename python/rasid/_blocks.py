"""Incidents joined in blocks: what rasid.spark.incidents does, whatever it is run by.

The join is greedy and ordered: an episode joins the incident it is most like at its turn. It can be parted all the same. Every episode is in one block,
each block is joined by itself, and where an episode could be like an incident of another block it *asks* there at its turn: it is
compared and changes nothing. If no episode is more like an incident of another block than like its own, then by induction over the turns each did what
it does in one join of all, and the blocks' incidents are the ones of that join. Else those episodes move, and the blocks are joined again.

All comparing is done by the C library; here episodes are put into blocks and blocks are run.
"""
from __future__ import annotations

import json

from . import _rasid

JOINS, ASKS, PASSES = 0, 1, 2
NO_DAY = -(2**31)


class Episode:
    """An episode: `facts` as the library gives them."""

    __slots__ = ("number", "facts")

    def __init__(self, number, facts):
        self.number = number  # among those of its report
        self.facts = facts

    def dumps(self):
        return json.dumps(self.facts[1:], ensure_ascii=False)

    @property
    def places(self):
        return [json.dumps(place, ensure_ascii=False) for place in self.facts[6]]

    def first_block(self, days):
        """Where it is put at first: by the country of its place and by days of publication. Any other choice would do as well."""
        published, places = self.facts[2], self.facts[6]
        country = places[0][2] or "-" if places else "-"
        return country + ":" + ("-" if published is None else str(published // days))


def place(text):
    return tuple(json.loads(text))


def loads(text):
    """The facts of Episode.dumps."""
    founds, published, day, first, last, places = json.loads(text)
    return 0, founds, published, day, first, last, tuple(map(tuple, places))


def episodes(record):
    """The episodes of a record, a line of JSON. Raises ValueError where it is none."""
    joiner = _rasid.Incidents()
    return [Episode(i, joiner.facts(i)) for i in range(joiner.add(record))]


class Reach:
    """Which blocks an episode has to ask: made of (name, places, nowhere, first_day, last_day) of each."""

    def __init__(self, blocks):
        blocks = sorted(blocks)
        self.names = [block[0] for block in blocks]
        self.blocks = _rasid.incident_blocks(tuple((tuple(map(place, p)), nowhere, first, last) for _, p, nowhere, first, last in blocks))

    def __call__(self, facts, own):
        return [self.names[i] for i in _rasid.incidents_reach(facts, self.blocks) if self.names[i] != own]


def run(reports, rule="bounds"):
    """Joins a block.

    reports: in their order, (key, record, {number of episode: JOINS or ASKS}); episodes that are not named pass.
    Yields (key, number, turn, points, founder's published, key and number, published, line, nowhere) of each: points and founder None where it is like
    none; `line` the incident that it began, else None, and `nowhere` whether that has no place of its own.
    """
    joiner = _rasid.Incidents()
    told, published = [], []
    for key, record, turns in reports:
        before = len(told)
        for i in range(before, joiner.add(record)):
            told.append((key, i - before))
            turn = turns.get(i - before, PASSES)
            facts = joiner.facts(i)
            published.append((NO_DAY if facts[2] is None else facts[2], turn, not facts[6]))
            joiner.set_turn(i, turn)
    joiner.join()
    lines = joiner.lines(rule)
    for i, (key, number) in enumerate(told):
        day, turn, nowhere = published[i]
        if turn == PASSES:
            continue
        _, incident, founder, points, like = joiner.answer(i)
        line = lines[incident] if turn == JOINS and incident is not None and like is None else None
        by = (None, None, None, None) if founder is None else (points, published[founder][0], *told[founder])
        yield (key, number, turn, *by, day, line, line is not None and nowhere)


def renumber(line, number):
    """An incident's line under the id that it has in one join of all."""
    head, comma, rest = line.partition(",")
    if not head.startswith('{"id":"i') or not comma:
        raise ValueError(f"no incident: {line[:80]}")
    return f'{{"id":"i{number}",{rest}'
