// correct.ts - what a reviewer does: accept, correct with evidence, split, join, comment, undo. Everything is a new row in
// the store; after each the view is drawn again from what the store says.
import {type Comment, type Correction, type EventRow, get, type Incident, type IncidentPage, type List, post, type ReportPage, type Where} from "./api.ts";
import {bdi, type Child, fill, h} from "./dom.ts";
import {selectedRange} from "./highlight.ts";
import {bounds, code, countryList, day, moment, t} from "./i18n.ts";
import {labels} from "./labels.ts";
import {badge, killed, load, reviewState, when, where} from "./parts.ts";
import {redraw} from "./redraw.ts";
import {link} from "./router.ts";
import {mayReview} from "./state.ts";

type Target = "event" | "toll" | "incident" | "report";
let selected: {start: number; end: number; text: string} | null = null;

// Remembers what was selected last in a report: the evidence of the next correction.
export function watchSelection(article: Element): void {
  selected = null;
  article.addEventListener("pointerup", () => remember(article));
  article.addEventListener("keyup", () => remember(article));
}
function remember(article: Element): void {
  const range = selectedRange(article);
  if (range) selected = range;
  for (const box of document.querySelectorAll(".evidence")) fill(box, evidenceText());
}
function evidenceText(): Child {
  return selected ? h("q", {dir: "auto"}, selected.text) : t("review.evidence.none");
}

async function act(status: Element, work: () => Promise<unknown>): Promise<void> {
  fill(status, t("loading"));
  try {
    await work();
    redraw();
  } catch (error) {
    fill(status, t("error", error instanceof Error ? error.message : String(error)));
  }
}

const status = (): HTMLElement => h("p", {class: "status", role: "status"});

function button(label: string, work: () => Promise<unknown>, into: Element, kind = ""): HTMLElement {
  return h("button", {type: "button", class: kind, onclick: () => void act(into, work)}, label);
}

function reviewButtons(target: Target, id: number, state: string, into: Element): Child {
  const set = (value: string) => () => post("corrections", {target, id, field: "review", value});
  return h("div", {class: "buttons"},
    state === "accepted" ? null : button(t("review.accept"), set("accepted"), into, "primary"),
    state === "rejected" ? null : button(t("review.reject"), set("rejected"), into));
}

type Field = {name: string; value: string; options?: [string, string][]};

// The codes of a kind with their labels, in the language of now; with "" where the field may be unknown.
function choices(kind: string, only?: string[]): [string, string][] {
  const keys = only ?? Object.keys(labels).filter(key => key.startsWith(`${kind}.`)).map(key => key.slice(kind.length + 1));
  return keys.map(key => [key, code(kind, key)] as [string, string]);
}
const countries = (): [string, string][] => [["", t("unknown")], ...countryList()];

// "Islamic State [IRQ REB]; somebody": names parted by semicolons, each with the codes of its country and sector where they
// are known, as the store takes them.
function parties(written: string): string {
  return JSON.stringify(written.split(";").map(part => part.trim()).filter(Boolean).map(part => {
    const found = /^(.*?)\s*\[([A-Z]{3})?\s*([A-Z]{3})?\]$/.exec(part);
    return {label_en: found ? found[1] : part, country: found?.[2] ?? null, sector: found?.[3] ?? null};
  }));
}

function fieldName(name: string): string {
  return name in labels ? t(name as keyof typeof labels) : name;
}

// A form that corrects one field of something.
function correctionForm(target: Target, id: number, fields: Field[], into: Element): HTMLElement {
  const value = h("div", {});
  const pick = h("select", {id: `field-${target}-${id}`, onchange: () => draw()}, fields.map(field => h("option", {value: field.name}, fieldName(field.name))));
  const note = h("input", {type: "text", id: `note-${target}-${id}`, dir: "auto", autocomplete: "off"});
  const evidence = h("div", {class: "evidence muted", dir: "auto"}, evidenceText());
  let input: HTMLInputElement | HTMLSelectElement;
  function draw(): void {
    const field = fields.find(one => one.name === pick.value) ?? fields[0];
    input = field.options
      ? h("select", {id: `value-${target}-${id}`, value: field.value}, field.options.map(([key, label]) =>
        h("option", {value: key}, label)))
      : h("input", {id: `value-${target}-${id}`, type: "text", dir: "auto", value: field.value, autocomplete: "off"});
    const party = field.name === "actor" || field.name === "recipient";
    fill(value, h("label", {for: `value-${target}-${id}`}, t("review.new")), input,
      party ? h("p", {class: "muted small"}, t("review.party")) : null,
      h("p", {class: "muted small"}, `${t("review.old")}: `, bdi(field.options?.find(([key]) => key === field.value)?.[1] ?? field.value)));
  }
  draw();
  return h("details", {class: "correct"}, h("summary", {}, t("review.correct")),
    h("form", {onsubmit: (event: Event) => {
      event.preventDefault();
      const field = pick.value;
      const party = field === "actor" || field === "recipient";
      const given = party ? parties(input.value) : input.value;
      void act(into, () => post("corrections", {target, id, field, value: given === "" ? null : given, note: note.value || null,
        ...(selected ? {evidence: selected.text, start: selected.start, end: selected.end} : {})}));
    }},
    h("div", {class: "field"}, h("label", {for: pick.id}, t("review.field")), pick),
    h("div", {class: "field"}, value),
    h("div", {class: "field"}, h("span", {class: "label"}, t("review.evidence")), evidence),
    h("div", {class: "field"}, h("label", {for: note.id}, t("review.note")), note),
    h("div", {class: "buttons"}, h("button", {type: "submit", class: "primary"}, t("review.save")))));
}

function commentForm(target: Target, id: number, into: Element): HTMLElement {
  const text = h("textarea", {id: `comment-${target}-${id}`, rows: "2", dir: "auto"});
  return h("form", {class: "comment", onsubmit: (event: Event) => {
    event.preventDefault();
    if (text.value.trim()) void act(into, () => post("comments", {target, id, text: text.value.trim()}));
  }}, h("label", {for: text.id}, t("review.note")), text, h("button", {type: "submit"}, t("review.save")));
}

const text = (value: string | number | null): string => value === null ? "" : String(value);

// Where something stands on the map, and how precisely that is known.
function point(where: Where): Field[] {
  return [{name: "lat", value: text(where.lat)}, {name: "lon", value: text(where.lon)},
    {name: "precision", value: text(where.precision), options: [["", t("unknown")], ...choices("precision")]}];
}

export function eventReview(row: EventRow): Child {
  const into = status();
  return h("div", {class: "reviewing"}, reviewButtons("event", row.id, row.review, into),
    correctionForm("event", row.id, [
      {name: "category", value: row.category, options: choices("category")}, {name: "modes", value: row.modes},
      {name: "status", value: row.status, options: choices("status")}, {name: "actor", value: text(row.actor)},
      {name: "recipient", value: text(row.recipient)}, {name: "date", value: text(row.date)}, {name: "place", value: text(row.place)},
      {name: "country", value: text(row.country), options: countries()}, {name: "admin1", value: text(row.admin1)}, ...point(row),
      {name: "claimant", value: text(row.claimant)},
    ], into), into);
}

export function reportReview(page: ReportPage): Child {
  const into = status();
  const other = h("input", {type: "number", min: "1", id: "duplicate-of", dir: "ltr"});
  return h("section", {class: "reviewing"}, h("h2", {}, t("nav.review")),
    reviewButtons("report", page.id, page.review, into),
    h("form", {class: "inline-form", onsubmit: (event: Event) => {
      event.preventDefault();
      if (other.value) void act(into, () => post("corrections", {target: "report", id: page.id, field: "review", value: `duplicate:${other.value}`}));
    }}, h("label", {for: "duplicate-of"}, t("review.duplicate")), other, h("button", {type: "submit"}, t("review.mark"))),
    page.tolls.length > 0 ? h("ul", {class: "toll-review"}, page.tolls.map(toll => h("li", {},
      `${code("kind", toll.kind)} `, h("strong", {dir: "ltr"}, bounds(toll.low, toll.high)), " ", bdi(toll.text), reviewState(toll.review), correctionForm("toll", toll.id, [
        {name: "kind", value: toll.kind, options: choices("kind")}, {name: "low", value: text(toll.low)}, {name: "high", value: text(toll.high)},
        {name: "status", value: toll.status, options: choices("status")}, {name: "claimant", value: text(toll.claimant)}], into)))) : null,
    commentForm("report", page.id, into), into);
}

const DAY = 86400000, NEAR_DAYS = 3;

// Incidents of the same country within some days, each with a button that joins it.
function near(page: IncidentPage, into: Element): Child {
  const around = page.date ?? page.first_published;
  if (!page.country || !around || !/^\d{4}-\d\d-\d\d/.test(around)) return null;
  const list = h("ul", {class: "plain near"});
  const other = (days: number): string => new Date(Date.parse(around.slice(0, 10)) + days * DAY).toISOString().slice(0, 10);
  const box: HTMLDetailsElement = h("details", {ontoggle: () => {
    if (!box.open || list.childElementCount > 0) return;
    void load(list, async () => {
      const found = await get<List<Incident>>(`incidents?country=${page.country}&from=${other(-NEAR_DAYS)}&to=${other(NEAR_DAYS)}&order=toll&limit=30`);
      const items = found.items.filter(one => one.id !== page.id);
      return items.length === 0 ? h("li", {}, t("none")) : items.map(one => h("li", {},
        button(t("review.join.do"), () => post("incidents/merge", {into: page.id, incidents: [one.id]}), into, "small"), " ",
        h("a", {href: link("incident", one.id)}, badge(one.category), " ", where(one)), " ", h("span", {class: "muted"}, when(one), " · ", t("killed"), ": ", killed(one))));
    });
  }}, h("summary", {}, t("review.near")), list);
  return box;
}

export function incidentReview(page: IncidentPage): Child {
  const into = status();
  selected = null; // words of a report that was looked at before are no evidence of this
  const boxes = page.episodes.map(episode => h("input", {type: "checkbox", value: String(episode.id), id: `episode-${episode.id}`}));
  const other = h("input", {type: "number", min: "1", id: "join-with", dir: "ltr"});
  return h("section", {class: "reviewing"}, h("h2", {}, t("nav.review")),
    reviewButtons("incident", page.id, page.review, into),
    correctionForm("incident", page.id, [
      {name: "date", value: text(page.date)}, {name: "place", value: text(page.place)}, {name: "country", value: text(page.country), options: countries()},
      {name: "admin1", value: text(page.admin1)}, ...point(page)], into),
    page.episodes.length > 1 ? h("form", {class: "split", onsubmit: (event: Event) => {
      event.preventDefault();
      const episodes = boxes.filter(box => box.checked).map(box => Number(box.value));
      if (episodes.length > 0 && episodes.length < boxes.length) void act(into, () => post("incidents/move", {episodes, into: 0}));
    }}, h("p", {}, t("review.split.help")),
    h("ul", {class: "plain"}, page.episodes.map((episode, i) => h("li", {}, h("label", {}, boxes[i], " ",
      bdi(episode.title, `#${episode.report_id}`), " ", h("span", {class: "muted small"}, bdi(episode.source, ""), " ", day(episode.published)))))),
    h("button", {type: "submit"}, t("review.split"))) : null,
    near(page, into),
    h("form", {class: "inline-form join", onsubmit: (event: Event) => {
      event.preventDefault();
      if (other.value) void act(into, () => post("incidents/merge", {into: page.id, incidents: [Number(other.value)]}));
    }}, h("label", {for: "join-with"}, t("review.join")), other, h("button", {type: "submit"}, t("review.join.do"))),
    commentForm("incident", page.id, into), into);
}

// What was corrected and said about something, with a way back.
export function history(corrections: Correction[], comments: Comment[]): Child {
  const into = status();
  const undone = new Set(corrections.map(one => one.undoes).filter(id => id !== null));
  const rows = [
    ...corrections.map(one => ({at: one.at, item: h("li", {class: undone.has(one.id) ? "undone" : ""},
      h("span", {class: "muted"}, moment(one.at)), " ", bdi(one.who), " · ", fieldName(one.field), ": ",
      h("del", {}, bdi(one.old)), " ← ".replace("←", document.documentElement.dir === "rtl" ? "←" : "→"), h("ins", {}, bdi(one.new)), " ",
      one.evidence ? h("q", {dir: "auto"}, one.evidence) : null, " ", one.note ? bdi(one.note) : null, " ",
      undone.has(one.id) ? h("span", {class: "muted"}, t("review.undone")) : one.undoes === null && mayReview()
        ? button(t("review.undo"), () => post(`corrections/${one.id}/undo`, {}), into, "small") : null)})),
    ...comments.map(one => ({at: one.at, item: h("li", {}, h("span", {class: "muted"}, moment(one.at)), " ", bdi(one.who), ": ", bdi(one.text))})),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return h("section", {class: "history"}, h("h2", {}, t("review.history")),
    rows.length === 0 ? h("p", {class: "muted"}, t("review.history.none")) : h("ul", {}, rows.map(row => row.item)), into);
}
