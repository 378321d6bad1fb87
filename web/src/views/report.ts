// report.ts - a report with everything that was read in it, and what each field rests on.
import {type EventRow, get, type List, type Rec, type RecordClaim, type RecordEvent, type RecordParty, type RecordToll, type ReportPage, type ReportRow} from "../api.ts";
import {bdi, type Child, fill, h} from "../dom.ts";
import {exportMenu} from "../filters.ts";
import {highlighted, type Mark} from "../highlight.ts";
import {bounds, code, country, day, lang, number, t} from "../i18n.ts";
import {badge, facts, load, reviewState} from "../parts.ts";
import {arabicParty} from "../names.ts";
import {change, link, type Route} from "../router.ts";
import {eventReview, history, reportReview, watchSelection} from "../correct.ts";
import {mayReview} from "../state.ts";

const LAYERS = ["trigger", "party", "place", "time", "toll", "claim", "figure"] as const;
type Layer = (typeof LAYERS)[number];

function addParty(marks: Mark[], kind: Layer, p: RecordParty | null, title: string, key?: string): void {
  if (p && p.start !== null && p.end !== null) marks.push({start: p.start, end: p.end, kind, title, key});
}

function partyName(p: RecordParty): string {
  const name = lang() === "ar" ? arabicParty(p.label_en ?? "") ?? p.text ?? p.label_en : p.label_en ?? p.name ?? p.text;
  return [name ?? "?", p.country ? country(p.country) : "", p.sector ?? ""].filter(Boolean).join(" · ");
}

function marksOf(record: Rec): Mark[] {
  const marks: Mark[] = [];
  for (const event of record.events) {
    const name = code("category", event.event);
    marks.push({start: event.trigger.start, end: event.trigger.end, kind: "trigger", title: `${t("event")}: ${name} (${event.id})`, key: event.id});
    for (const one of event.actor) addParty(marks, "party", one, `${t("actor")}: ${partyName(one)}`);
    for (const one of event.recipient) addParty(marks, "party", one, `${t("recipient")}: ${partyName(one)}`);
    addParty(marks, "claim", event.claim, event.claim ? `${t("claimant")}: ${partyName(event.claim)}` : "");
  }
  for (const toll of record.casualties) {
    marks.push({start: toll.start, end: toll.end, kind: "toll", title: `${code("kind", toll.kind)}: ${bounds(toll.low, toll.high)}`, key: toll.event ?? undefined});
    addParty(marks, "claim", toll.claim, toll.claim ? `${t("claimant")}: ${partyName(toll.claim)}` : "");
  }
  for (const place of record.places)
    marks.push({start: place.start, end: place.end, kind: "place", title: `${t("place")}: ${place.name ?? place.text}${place.country ? ", " + country(place.country) : ""}`});
  for (const time of record.times)
    marks.push({start: time.start, end: time.end, kind: "time", title: `${t("date")}: ${time.value ?? "?"}`});
  for (const figure of record.figures)
    marks.push({start: figure.start, end: figure.end, kind: "figure", title: `${figure.value}${figure.unit ? " " + figure.unit : ""}`});
  return marks;
}

// The words an event that is chosen was read from.
function chosenMarks(event: RecordEvent | undefined): Mark[] {
  if (!event) return [];
  const spans = [event.trigger, ...event.actor, ...event.recipient, event.place, event.date, event.claim, ...event.evidence];
  return spans.flatMap(span => span && span.start !== null && span.end !== null ? [{start: span.start, end: span.end, kind: "chosen", title: ""}] : []);
}

// The words of a span, with a button that shows them in the text.
function words(points: string[], span: {start: number | null; end: number | null} | null, show: (start: number, end: number) => void): Child {
  if (!span || span.start === null || span.end === null) return h("span", {class: "muted"}, "–");
  const {start, end} = span as {start: number; end: number};
  return h("button", {type: "button", class: "words", dir: "auto", onclick: () => show(start, end)}, points.slice(start, end).join(""));
}

function claimWords(claim: RecordClaim | null): Child {
  if (!claim) return t("the.report");
  return [bdi(partyName(claim)), h("span", {class: "muted"}, ` · ${code("claimkind", claim.kind)}`)];
}

type Show = (start: number, end: number) => void;

// "Why": each field of an event, its value, its words, and what else it rests on.
function why(event: RecordEvent, record: Rec, points: string[], show: Show, row: EventRow | undefined): Child {
  const evidence = (field: string): Child => event.evidence.filter(one => one.field === field).map(one => [words(points, one, show), " "]);
  const parties = (list: RecordParty[]): Child => list.length === 0 ? t("unknown") : list.map(one => h("div", {}, bdi(partyName(one)), " ", words(points, one, show)));
  const tolls = record.casualties.filter(toll => toll.event === event.id || event.casualties.includes(toll.id));
  return [
    h("h2", {}, t("why.of", ""), badge(event.event), " ", reviewState(row?.review ?? "")),
    facts([
      [t("category"), [code("category", event.event), " ", event.mode.map(mode => h("span", {class: "mode"}, code("mode", mode))), " ", words(points, event.trigger, show)]],
      [t("actor"), [parties(event.actor), evidence("actor")]],
      [t("recipient"), [parties(event.recipient), evidence("recipient")]],
      [t("place"), event.place ? [bdi(lang() === "ar" ? event.place.text ?? event.place.name : event.place.name ?? event.place.text), " ", h("span", {class: "muted"}, `${event.place.country ? country(event.place.country) : ""} · ${code("precision", event.place.precision)} · ${code("basis", event.place.basis)}`), " ", words(points, event.place, show)] : t("unknown")],
      [t("date"), event.date ? [day(event.date.value), " ", h("span", {class: "muted"}, code("basis", event.date.basis)), " ", words(points, event.date, show)] : t("unknown")],
      [t("status"), [code("status", event.status), " ", evidence("status")]],
      [t("claimant"), [claimWords(event.claim), " ", event.claim ? words(points, event.claim, show) : null]],
      [t("toll"), tolls.length === 0 ? "–" : tolls.map(toll => tollLine(toll, points, show))],
      [t("sentence"), words(points, {start: record.sentences[event.sentence]?.[0] ?? null, end: record.sentences[event.sentence]?.[1] ?? null}, show)],
      [t("confidence"), h("span", {dir: "ltr"}, event.confidence.toFixed(2))],
      [t("rule"), h("code", {dir: "ltr"}, event.rule)],
    ]),
    row && mayReview() ? eventReview(row) : null,
  ];
}

function tollLine(toll: RecordToll, points: string[], show: Show): Child {
  return h("div", {}, `${code("kind", toll.kind)} `, h("strong", {dir: "ltr"}, bounds(toll.low, toll.high)), " ",
    words(points, toll, show), " ", h("span", {class: "muted"}, claimWords(toll.claim)), " ", h("code", {dir: "ltr", class: "small"}, toll.rule));
}

function eventList(page: ReportPage, record: Rec, chosen: string | null, choose: (id: string) => void): Child {
  if (record.events.length === 0) return h("p", {class: "muted"}, t("no.events"));
  return h("ul", {class: "event-list"}, record.events.map(event => {
    const row = page.events.find(one => one.code === event.id);
    return h("li", {}, h("button", {type: "button", "aria-pressed": String(event.id === chosen), onclick: () => choose(event.id)},
      badge(event.event), " ", bdi(event.trigger.text), " ", h("span", {class: "muted small"}, code("status", event.status)), reviewState(row?.review ?? "")));
  }));
}

export function reportView(route: Route): HTMLElement {
  const box = h("div", {});
  void load(box, async () => show(await get<ReportPage>(`reports/${encodeURIComponent(route.argument)}`), route));
  return box;
}

// On to the report that comes next in the queue with the filter it was come by, whatever was reviewed meanwhile.
function nextInQueue(id: number, filter: string): Child {
  const status = h("span", {role: "status"});
  return h("p", {class: "buttons"}, h("a", {class: "button", href: link("review", "", new URLSearchParams(filter))}, t("review.back")),
    h("button", {type: "button", onclick: () => void get<List<ReportRow>>(`queue?${filter ? filter + "&" : ""}limit=500`).then(found => {
      const place = found.items.findIndex(one => one.id === id);
      const next = found.items[place + 1];
      if (next) location.hash = link("report", next.id, {queue: filter});
      else fill(status, t("none"));
    }, error => fill(status, t("error", String(error.message))))}, t("review.next")), status);
}

function show(page: ReportPage, route: Route): Child {
  const record = page.record;
  const points = Array.from(page.text ?? "");
  const marks = record ? marksOf(record) : [];
  const hidden = new Set((route.params.get("hide") ?? "figure").split(" "));
  let chosen = route.params.get("event");
  const article = h("div", {class: "article", dir: page.language && !/^(ar|fa|ur|ps|ckb|ug)/.test(page.language) ? "ltr" : "rtl", lang: page.language ?? "ar"});
  const aside = h("aside", {class: "why", "aria-live": "polite"});
  const events = h("div", {});

  function choose(id: string): void {
    chosen = id;
    change({event: id}, true);
    drawText();
    drawEvents();
  }
  // From the list: its words may be far away.
  function chooseAndShow(id: string): void {
    choose(id);
    const trigger = record?.events.find(one => one.id === id)?.trigger;
    const line = trigger && [...article.querySelectorAll<HTMLElement>("[data-line]")].find(one => rangeOf(one, trigger.start, trigger.end));
    line?.scrollIntoView({block: "nearest"});
  }
  function drawText(): void {
    const shown = [...marks.filter(mark => !hidden.has(mark.kind)), ...chosenMarks(record?.events.find(one => one.id === chosen))];
    const parts = record?.doc.parts ?? [{kind: "body", start: 0, end: points.length}];
    fill(article, parts.map(part => lines(points, part.start, part.end).map(([start, end]) =>
      h(part.kind === "title" ? "h2" : "p", {class: `part-${part.kind}`, "data-line": String(start)},
        highlighted(points, shown, start, end, mark => { if (mark.key) choose(mark.key); })))));
  }
  function drawEvents(): void {
    if (!record) return;
    const at = events.querySelector(".event-list")?.scrollTop ?? 0;
    fill(events, eventList(page, record, chosen, chooseAndShow));
    events.querySelector(".event-list")?.scrollTo(0, at);
    const event = record.events.find(one => one.id === chosen);
    fill(aside, event ? why(event, record, points, point, page.events.find(row => row.code === chosen))
      : h("p", {class: "muted"}, t("select.event")));
  }
  // Shows a span in the text, and marks it for a while.
  function point(start: number, end: number): void {
    for (const old of article.querySelectorAll(".pointed")) old.classList.remove("pointed");
    for (const line of article.querySelectorAll<HTMLElement>("[data-line]")) {
      const range = rangeOf(line, start, end);
      if (!range) continue;
      line.scrollIntoView({block: "center"});
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      line.classList.add("pointed");
      return;
    }
  }
  drawText();
  drawEvents();
  const at = route.params.get("at");
  if (at !== null) setTimeout(() => pointAt(article, Number(at)), 0);
  watchSelection(article);
  const layers = h("fieldset", {class: "layers"}, h("legend", {}, t("layers")), LAYERS.map(layer =>
    h("label", {class: `layer mark-${layer}`}, h("input", {type: "checkbox", checked: !hidden.has(layer), onchange: (event: Event) => {
      if ((event.target as HTMLInputElement).checked) hidden.delete(layer);
      else hidden.add(layer);
      change({hide: [...hidden].join(" ") || "-"}, true);
      drawText();
    }}), " ", t(`layer.${layer}`))));
  const incidents = [...new Set(page.episodes.map(episode => episode.incident_id).filter(id => id !== null))];
  return [
    h("div", {class: "head"}, h("h1", {}, bdi(page.title, page.name)),
      exportMenu("reports", `id=${page.id}`)),
    h("p", {class: "card-line"}, bdi(page.source, t("sources.none")), h("span", {class: "muted"}, day(page.published)),
      page.url && /^https?:/.test(page.url) ? h("a", {href: page.url, rel: "noreferrer noopener", target: "_blank"}, t("original")) : null,
      incidents.map(id => h("a", {href: link("incident", id)}, t("incident.n", id))), reviewState(page.review),
      page.n_versions > 1 ? h("span", {class: "muted"}, t("versions", number(page.n_versions))) : null),
    route.params.has("queue") ? nextInQueue(page.id, route.params.get("queue") ?? "") : null,
    page.text === null ? h("p", {class: "problem"}, t("purged")) : null,
    record ? layers : h("p", {class: "muted"}, t("not.coded")),
    h("div", {class: "report"}, article, h("div", {class: "side"}, h("h2", {}, t("events")), events, aside)),
    record ? h("p", {class: "muted small"}, t("coded.by", record.coder.version, record.coder.model)) : null,
    mayReview() ? reportReview(page) : null,
    history(page.corrections, page.comments),
  ];
}

// The lines between two positions, as [start, end).
function lines(points: string[], from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && points[i] !== "\n") continue;
    if (i > start) found.push([start, i]);
    start = i + 1;
  }
  return found;
}

function rangeOf(line: HTMLElement, start: number, end: number): Range | null {
  const first = Number(line.dataset.line);
  const size = Array.from(line.textContent ?? "").length;
  if (start < first || start >= first + size) return null;
  const range = document.createRange();
  range.selectNodeContents(line);
  let at = first;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const letters = Array.from(node.textContent ?? "");
    const units = (n: number): number => letters.slice(0, n).join("").length;
    if (start >= at && start < at + letters.length) range.setStart(node, units(start - at));
    if (end > at && end <= at + letters.length) range.setEnd(node, units(end - at));
    at += letters.length;
  }
  return range;
}

function pointAt(article: HTMLElement, at: number): void {
  for (const line of article.querySelectorAll<HTMLElement>("[data-line]")) {
    if (!rangeOf(line, at, at + 1)) continue;
    line.scrollIntoView({block: "center"});
    line.classList.add("pointed");
  }
}
