// timeline.ts - incidents by category over time, and their tolls as ranges.
import {get, type Incident, type List} from "../api.ts";
import {type Child, h, s} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {bounds, code, country, day, number, rtl, t} from "../i18n.ts";
import {load} from "../parts.ts";
import {dayNumber, timeTicks, tollScale, tollTicks} from "../plot.ts";
import {link, type Route} from "../router.ts";

const MOST = 1000, WIDTH = 900, SIDE = 96, LANE = 44, TALL = 220;

function name(i: Incident): string {
  const toll = i.killed_low === null ? "" : ` · ${t("killed")}: ${bounds(i.killed_low, i.killed_high)}`;
  return `${code("category", i.category)} · ${i.place ?? ""} ${country(i.country)} · ${day(i.date)}${toll}`;
}

// Time runs with the script: from right to left in Arabic.
function axis(items: Incident[]): {x: (n: number) => number; first: number; last: number} {
  let first = Infinity, last = -Infinity;
  for (const item of items) {
    const n = dayNumber(item.date!);
    first = Math.min(first, n);
    last = Math.max(last, n);
  }
  const span = Math.max(1, last - first);
  const inner = WIDTH - SIDE - 30;
  return {first, last, x: n => {
    const at = (n - first) / span * inner;
    return rtl() ? WIDTH - SIDE - at : SIDE + at;
  }};
}

function ticks(svg: SVGElement, a: ReturnType<typeof axis>, y: number): void {
  svg.append(s("line", {x1: a.x(a.first), x2: a.x(a.last), y1: y, y2: y, class: "axis"}));
  for (const tick of timeTicks(a.first, a.last, 8))
    svg.append(s("line", {x1: a.x(tick.at), x2: a.x(tick.at), y1: y, y2: y + 5, class: "axis"}),
      s("text", {x: a.x(tick.at), y: y + 19, "text-anchor": "middle", class: "tick", direction: "ltr"}, tick.label));
}

function linked(i: Incident, ...shapes: SVGElement[]): SVGElement {
  return s("a", {href: link("incident", i.id), "aria-label": name(i)}, s("title", {}, name(i)), shapes);
}

function lanes(items: Incident[]): SVGElement {
  const categories = [...new Set(items.map(i => i.category))].sort();
  const height = categories.length * LANE + 34;
  const a = axis(items);
  const svg = s("svg", {viewBox: `0 0 ${WIDTH} ${height}`, class: "plot timeline", role: "group", "aria-label": t("timeline.incidents")});
  const stacked = new Map<string, number>();
  categories.forEach((category, lane) => {
    const y = lane * LANE + LANE / 2 + 4;
    svg.append(s("line", {x1: 30, x2: WIDTH - 30, y1: y + LANE / 2 - 4, y2: y + LANE / 2 - 4, class: "grid"}),
      s("text", {x: rtl() ? WIDTH - 6 : 6, y: y + 4, "text-anchor": "start", class: "plot-label", direction: rtl() ? "rtl" : "ltr"}, code("category", category)));
  });
  for (const item of items) {
    const lane = categories.indexOf(item.category);
    const x = a.x(dayNumber(item.date!));
    const slot = `${lane}:${Math.round(x / 6)}`;
    const above = stacked.get(slot) ?? 0;
    stacked.set(slot, above + 1);
    const y = lane * LANE + LANE / 2 + 4 - Math.min(above, 3) * 5 + 5;
    svg.append(linked(item, s("circle", {cx: x, cy: y, r: 4 + Math.min(6, Math.log2(1 + (item.killed_best ?? 0))), class: `dot category-fill-${item.category}`})));
  }
  ticks(svg, a, height - 28);
  return svg;
}

function tolls(items: Incident[]): Child {
  const known = items.filter(i => i.killed_low !== null);
  if (known.length === 0) return null;
  const highest = Math.max(1, ...known.map(i => i.killed_high ?? i.killed_best ?? i.killed_low ?? 0));
  const scale = tollScale(highest, TALL - 20);
  const y = (value: number): number => TALL - scale(value);
  const a = axis(items);
  const svg = s("svg", {viewBox: `0 0 ${WIDTH} ${TALL + 34}`, class: "plot timeline", role: "group", "aria-label": t("timeline.tolls")});
  for (const tick of tollTicks(highest))
    svg.append(s("line", {x1: a.x(a.first), x2: a.x(a.last), y1: y(tick), y2: y(tick), class: "grid"}),
      s("text", {x: rtl() ? WIDTH - SIDE + 22 : SIDE - 22, y: y(tick) + 4, "text-anchor": rtl() ? "start" : "end", class: "tick", direction: "ltr"}, String(tick)));
  for (const item of known) {
    const x = a.x(dayNumber(item.date!));
    const low = y(item.killed_low!), high = item.killed_high === null ? 10 : y(item.killed_high);
    svg.append(linked(item, s("line", {x1: x, x2: x, y1: low, y2: high, class: "range"}),
      s("circle", {cx: x, cy: y(item.killed_best ?? item.killed_low!), r: 4, class: "dot"}),
      ...(item.killed_high === null ? [s("path", {d: `M${x - 4} 12 l4 -8 l4 8 z`, class: "dot"})] : [])));
  }
  ticks(svg, a, TALL + 4);
  return h("figure", {class: "plot-box"}, h("figcaption", {}, t("timeline.tolls"), " ", h("span", {class: "muted small"}, `(${t("timeline.scale")})`)),
    h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": t("timeline.tolls")}, svg));
}

export function timelineView(route: Route): HTMLElement {
  const box = h("div", {});
  void load(box, async () => {
    const found = await get<List<Incident>>(`incidents?${query(route, {limit: String(MOST)})}`);
    const dated = found.items.filter(i => i.date && /^\d{4}-\d\d-\d\d/.test(i.date));
    const undated = found.items.length - dated.length;
    if (dated.length === 0) return h("p", {}, t("none"));
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total)), undated ? ` · ${t("map.undated", number(undated))}` : null,
      found.total > MOST ? ` · ${t("shown", 1, number(MOST), number(found.total))}` : null),
    h("figure", {class: "plot-box"}, h("figcaption", {}, t("timeline.incidents")),
      h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": t("timeline.incidents")}, lanes(dated))), tolls(dated)];
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.timeline")), exportMenu("incidents", query(route))), filterForm(route), box);
}
