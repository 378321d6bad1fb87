// timeline.ts - incidents by category over time, and their tolls as ranges. Time runs with the script: from right to left
// in Arabic.
import {get, type Incident, type List} from "../api.ts";
import {type Child, fill, h, s} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {bounds, code, country, day, number, rtl, t} from "../i18n.ts";
import type {Answer, Question} from "../map_data.ts";
import {placeName} from "../names.ts";
import {load} from "../parts.ts";
import {dayNumber, dayText, type Period, timeBrush, timeTicks, tollScale, tollTicks} from "../plot.ts";
import {change, link, type Route} from "../router.ts";

const MOST = 1000, LANE = 46, TALL = 220, DOTS = 4, BAR = 12;

function name(i: Incident): string {
  const toll = i.killed_low === null ? "" : ` · ${t("killed")}: ${bounds(i.killed_low, i.killed_high)}`;
  return `${code("category", i.category)} · ${i.place ? placeName(i.place, i.country) : ""} ${country(i.country)} · ${day(i.date)}${toll}`;
}

// Where a day lies. Incidents of one day stand side by side in the room it has: `k` is the place of one among `of`.
interface Axis { width: number; side: number; first: number; last: number; room: number; x(n: number): number; slot(n: number, k: number, of: number): number }

function axis(items: Incident[]): Axis {
  const width = Math.max(320, Math.min(1120, innerWidth - 56)), side = width < 500 ? 64 : 96;
  let first = Infinity, last = -Infinity;
  for (const item of items) {
    const n = dayNumber(item.date!);
    first = Math.min(first, n);
    last = Math.max(last, n);
  }
  const inner = width - side - 24, room = inner / (last - first + 1);
  const x = (n: number): number => rtl() ? width - side - (n - first) * room : side + (n - first) * room;
  return {width, side, first, last, room, x,
    slot: (n, k, of) => x(n) + (rtl() ? -1 : 1) * (room / 2 + (k - (of - 1) / 2) * Math.min(9, room * 0.85 / of))};
}

function ticks(svg: SVGElement, a: Axis, y: number): void {
  svg.append(s("line", {x1: a.x(a.first), x2: a.x(a.last + 1), y1: y, y2: y, class: "axis"}));
  for (const tick of timeTicks(a.first, a.last, a.width < 500 ? 4 : 8)) {
    const x = a.slot(tick.at, 0, 1);
    svg.append(s("line", {x1: x, x2: x, y1: y, y2: y + 5, class: "axis"}),
      s("text", {x: Math.max(22, Math.min(a.width - 22, x)), y: y + 19, "text-anchor": "middle", class: "tick", direction: "ltr"}, tick.label));
  }
}

function linked(i: Incident, ...shapes: SVGElement[]): SVGElement {
  return s("a", {href: link("incident", i.id), "aria-label": name(i)}, s("title", {}, name(i)), shapes);
}

const byDay = (items: Incident[]): Map<number, Incident[]> => {
  const days = new Map<number, Incident[]>();
  for (const item of items) {
    const n = dayNumber(item.date!);
    days.set(n, [...days.get(n) ?? [], item]);
  }
  return days;
};

// A dot for each incident, larger with its dead.
function dots(svg: SVGElement, a: Axis, items: Incident[], base: number): void {
  for (const [n, those] of byDay(items))
    those.forEach((item, k) => svg.append(linked(item, s("circle", {cx: a.slot(n, k, those.length), cy: base - 12,
      r: 4 + Math.min(6, Math.log2(1 + (item.killed_best ?? 0))), class: `dot category-fill-${item.category}`}))));
}

// Where they are too many for dots: a bar for some days, which leads to these days. All lanes have one scale.
function bars(svg: SVGElement, a: Axis, route: Route, items: Incident[], base: number, most: number, span: number): void {
  const counts = binned(items, a, span);
  counts.forEach((count, i) => {
    if (count === 0) return;
    const from = a.first + i * span, to = Math.min(a.last, from + span - 1);
    const tall = Math.max(3, count / most * (LANE - 10)), left = Math.min(a.x(from), a.x(to + 1)), wide = Math.abs(a.x(to + 1) - a.x(from));
    const params = new URLSearchParams(route.params);
    params.set("from", dayText(from));
    params.set("to", dayText(to));
    const label = `${code("category", items[0].category)} · ${number(count)} · ${day(dayText(from))}${to > from ? ` – ${day(dayText(to))}` : ""}`;
    svg.append(s("a", {href: link("timeline", "", params), "aria-label": label}, s("title", {}, label),
      s("rect", {x: left + 0.5, y: base - tall, width: Math.max(2, wide - 1), height: tall, class: `dot category-fill-${items[0].category}`})));
  });
}

function binned(items: Incident[], a: Axis, span: number): number[] {
  const counts = new Array<number>(Math.ceil((a.last - a.first + 1) / span)).fill(0);
  for (const item of items) counts[Math.floor((dayNumber(item.date!) - a.first) / span)]++;
  return counts;
}

function lanes(items: Incident[], route: Route): SVGElement {
  const categories = [...new Set(items.map(i => i.category))].sort();
  const height = categories.length * LANE + 34;
  const a = axis(items);
  const svg = s("svg", {viewBox: `0 0 ${a.width} ${height}`, class: "plot timeline", role: "group", "aria-label": t("timeline.incidents")});
  const span = Math.max(1, Math.ceil(BAR / a.room));
  const lists = categories.map(category => items.filter(item => item.category === category));
  const most = Math.max(...lists.flatMap(list => binned(list, a, span)));
  lists.forEach((list, lane) => {
    const base = (lane + 1) * LANE;
    svg.append(s("line", {x1: 6, x2: a.width - 6, y1: base, y2: base, class: "grid"}),
      s("text", {x: rtl() ? a.width - 6 : 6, y: base - 22, "text-anchor": "start", class: "plot-label", direction: rtl() ? "rtl" : "ltr"}, code("category", categories[lane])),
      s("text", {x: rtl() ? a.width - 6 : 6, y: base - 6, "text-anchor": rtl() ? "end" : "start", class: "tick", direction: "ltr"}, number(list.length)));
    if (most > DOTS && most * 9 > a.room * span) bars(svg, a, route, list, base, most, span);
    else dots(svg, a, list, base);
  });
  ticks(svg, a, height - 28);
  return svg;
}

// From the lowest to the highest figure, with a dot at the best; an arrow where there is no highest.
function tolls(items: Incident[]): Child {
  const known = items.filter(i => i.killed_low !== null);
  if (known.length === 0) return null;
  const highest = Math.max(1, ...known.map(i => i.killed_high ?? i.killed_best ?? i.killed_low ?? 0));
  const scale = tollScale(highest, TALL - 30);
  const y = (value: number): number => TALL - scale(value);
  const a = axis(items);
  const svg = s("svg", {viewBox: `0 0 ${a.width} ${TALL + 34}`, class: "plot timeline tolls", role: "group", "aria-label": t("timeline.tolls")});
  for (const tick of tollTicks(highest))
    svg.append(s("line", {x1: a.x(a.first), x2: a.x(a.last + 1), y1: y(tick), y2: y(tick), class: "grid"}),
      s("text", {x: rtl() ? a.width - a.side + 12 : a.side - 12, y: y(tick) + 4, "text-anchor": rtl() ? "start" : "end", class: "tick", direction: "ltr"}, number(tick)));
  for (const [n, those] of byDay(known))
    those.forEach((item, k) => {
      const x = a.slot(n, k, those.length), best = item.killed_best ?? item.killed_low!;
      const open = item.killed_high === null, end = open ? y(Math.max(best, item.killed_low!)) - 16 : y(item.killed_high!);
      svg.append(linked(item, s("line", {x1: x, x2: x, y1: y(item.killed_low!), y2: end, class: "range"}), s("circle", {cx: x, cy: y(best), r: 3.5, class: "dot"}),
        ...(open ? [s("path", {d: `M${x - 3.5} ${end + 2} l3.5 -7 l3.5 7 z`, class: "dot"})] : [])));
    });
  ticks(svg, a, TALL + 4);
  return h("figure", {class: "plot-box"}, h("figcaption", {}, t("timeline.tolls"), " ", h("span", {class: "muted small"}, `(${t("timeline.scale")})`)), svg);
}

// The days there are, to choose from. Counted by the map's worker, since there may be a hundred thousand incidents.
function brush(box: Element, route: Route): void {
  const params = new URLSearchParams(query(route));
  const from = params.get("from"), to = params.get("to");
  const chosen: Period = from && to ? [dayNumber(from), dayNumber(to)] : null;
  params.delete("from");
  params.delete("to");
  const worker = new Worker("/map_worker.js", {type: "module"});
  worker.addEventListener("message", ({data}: MessageEvent<Answer>) => {
    worker.terminate();
    if (data.kind === "summary" && data.days) fill(box, timeBrush(data.days, chosen, () => undefined,
      range => change(range ? {from: dayText(range[0]), to: dayText(range[1])} : {from: "", to: ""})));
  });
  worker.postMessage({kind: "open", path: `/api/v1/map?${params}`, from: null, to: null, turn: 0} satisfies Question);
}

export function timelineView(route: Route): HTMLElement {
  const box = h("div", {}), days = h("div", {class: "brush-room"});
  void load(box, async () => {
    const found = await get<List<Incident>>(`incidents?${query(route, {limit: String(MOST)})}`);
    const dated = found.items.filter(i => i.date && /^\d{4}-\d\d-\d\d/.test(i.date));
    const undated = found.items.length - dated.length;
    if (dated.length === 0) return h("p", {}, t("none"));
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total)), undated ? ` · ${t("map.undated", number(undated))}` : null,
      found.total > MOST ? ` · ${t("shown", 1, number(MOST), number(found.total))}` : null),
    h("figure", {class: "plot-box"}, h("figcaption", {}, t("timeline.incidents")), lanes(dated, route)), tolls(dated)];
  });
  brush(days, route);
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.timeline")), exportMenu("incidents", query(route))), filterForm(route), days, box);
}
