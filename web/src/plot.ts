// plot.ts - drawings in SVG: the range of each claim beside the incident's, and scales for time and tolls.
import type {Claim, Incident} from "./api.ts";
import {h, s} from "./dom.ts";
import {bounds, code, day, rtl, t} from "./i18n.ts";
import type {Histogram} from "./map_data.ts";

// 0 … as far as figures go, closer together the higher they are, with 0 itself on the axis.
export function tollScale(highest: number, size: number): (value: number) => number {
  const top = Math.log1p(Math.max(1, highest));
  return value => (Math.log1p(Math.max(0, value)) / top) * size;
}

export function tollTicks(highest: number): number[] {
  const ticks = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000];
  const kept = ticks.filter(tick => tick <= highest);
  if (kept.length <= 6) return kept;
  const step = Math.ceil((kept.length - 1) / 5); // 0 and the highest stay
  return kept.filter((_, i) => i === 0 || (kept.length - 1 - i) % step === 0);
}

const ROW = 30, RIGHT = 84;

// All claims of one kind, a line each: from low to high, with an arrow where it is open. The band is the incident's toll.
// A line leads to `target` of its claim.
export function rangePlot(claims: Claim[], kind: string, toll: [number | null, number | null, number | null],
  sourceLabel: (claim: Claim) => string, target: (claim: Claim) => string): SVGElement {
  const WIDTH = Math.max(320, Math.min(900, innerWidth - 50)), narrow = WIDTH < 500; // letters keep their size
  const DATE = narrow ? 0 : 92, LEFT = (narrow ? 110 : 170) + DATE;
  const highest = Math.max(1, ...claims.map(claim => claim.high ?? claim.low), toll[2] ?? toll[1] ?? 0);
  const x = tollScale(highest * 1.05, WIDTH - LEFT - RIGHT);
  const at = (value: number): number => LEFT + x(value);
  const height = claims.length * ROW + 46;
  const [low, best, high] = toll;
  const plot = s("svg", {viewBox: `0 0 ${WIDTH} ${height}`, class: "plot range-plot", role: "group", "aria-label": `${t("range.plot")}: ${code("kind", kind)}`});
  if (low !== null) {
    const end = high === null ? WIDTH - RIGHT : at(high);
    plot.append(s("rect", {x: at(low) - 3, y: 8, width: Math.max(6, end - at(low) + 6), height: height - 42, class: "band"}));
    if (best !== null) plot.append(s("line", {x1: at(best), x2: at(best), y1: 8, y2: height - 34, class: "best"}));
  }
  claims.forEach((claim, i) => {
    const y = 24 + i * ROW;
    const end = claim.high === null ? WIDTH - RIGHT : at(claim.high);
    const title = `${sourceLabel(claim)} · ${day(claim.published)}: ${claim.approx ? t("approx") + " " : ""}${bounds(claim.low, claim.high)}`;
    const row = s("a", {class: "claim-row", href: target(claim), "aria-label": title}, s("title", {}, title),
      s("rect", {x: 0, y: y - ROW / 2, width: WIDTH, height: ROW, class: "row-ground"}));
    if (!narrow) row.append(s("text", {x: 6, y: y + 4, class: "tick", "text-anchor": rtl() ? "end" : "start", direction: rtl() ? "rtl" : "ltr"}, day(claim.published)));
    const label = s("text", {x: LEFT - 14, y: y + 4, "text-anchor": "end", class: "plot-label", direction: "ltr"}, shorten(sourceLabel(claim), narrow ? 14 : 22));
    row.append(label, s("line", {x1: at(claim.low), x2: end, y1: y, y2: y, class: "range"}), s("circle", {cx: at(claim.low), cy: y, r: 5, class: "dot"}));
    if (claim.high === null) row.append(s("path", {d: `M${end} ${y - 5} l8 5 l-8 5 z`, class: "dot"}));
    else if (claim.high !== claim.low) row.append(s("circle", {cx: end, cy: y, r: 5, class: "dot"}));
    row.append(s("text", {x: WIDTH - 4, y: y + 4, "text-anchor": "end", class: "plot-value", direction: "ltr"}, `${claim.approx ? "~" : ""}${bounds(claim.low, claim.high)}`));
    plot.append(row);
  });
  const base = height - 30;
  plot.append(s("line", {x1: LEFT, x2: WIDTH - RIGHT, y1: base, y2: base, class: "axis"}));
  for (const tick of tollTicks(highest))
    plot.append(s("line", {x1: at(tick), x2: at(tick), y1: base, y2: base + 5, class: "axis"}),
      s("text", {x: at(tick), y: base + 20, "text-anchor": "middle", class: "tick", direction: "ltr"}, String(tick)));
  return plot;
}

export function shorten(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : points.slice(0, most - 1).join("") + "…";
}

export function incidentToll(i: Incident, kind: string): [number | null, number | null, number | null] {
  if (kind === "killed") return [i.killed_low, i.killed_best, i.killed_high];
  if (kind === "wounded") return [i.wounded_low, i.wounded_best, i.wounded_high];
  if (kind === "killed_attackers") return [i.attackers_low, i.attackers_best, i.attackers_high];
  return [null, null, null];
}

// ---- time ----
const DAY = 86400000;
export const dayNumber = (date: string): number => Math.floor(Date.parse(date.slice(0, 10) + (date.length < 10 ? "-01-01".slice(date.length - 4) : "") + "T00:00:00Z") / DAY);
export const dayText = (n: number): string => new Date(n * DAY).toISOString().slice(0, 10);

// Ticks of an axis from day `first` to `last`: days, months or years, whatever fits.
export function timeTicks(first: number, last: number, most: number): {at: number; label: string}[] {
  const days = last - first + 1;
  const ticks: {at: number; label: string}[] = [];
  if (days <= most * 8) {
    const step = Math.max(1, Math.ceil(days / most));
    for (let n = first; n <= last; n += step) ticks.push({at: n, label: dayText(n).slice(5)});
    return ticks;
  }
  const months = Math.max(1, Math.ceil(days / 30 / most));
  const step = months <= 1 ? 1 : months <= 3 ? 3 : months <= 6 ? 6 : 12 * Math.ceil(months / 12);
  const date = new Date(first * DAY);
  date.setUTCDate(1);
  if (step >= 12) date.setUTCMonth(0);
  for (; date.getTime() / DAY <= last; date.setUTCMonth(date.getUTCMonth() + step)) {
    const n = Math.floor(date.getTime() / DAY);
    if (n >= first) ticks.push({at: n, label: step >= 12 ? String(date.getUTCFullYear()) : date.toISOString().slice(0, 7)});
  }
  return ticks;
}

// A bar for each part of the time, which runs with the script; dragging over them chooses a period. `preview` is told of it while it is dragged, at most
// some times a second; `choose` when it is done, with null for all the time there is.
export type Period = [number, number] | null;
export function timeBrush({first, last, counts}: Histogram, chosen: Period, preview: (range: Period) => void, choose: (range: Period) => void): HTMLElement {
  const width = Math.max(320, Math.min(1150, innerWidth - 32)), height = 56;
  const span = (last - first + 1) / counts.length, bar = width / counts.length;
  const top = Math.max(...counts);
  const svg = s("svg", {viewBox: `0 0 ${width} ${height + 18}`, class: "plot brush-plot", role: "img", "aria-label": t("map.brush")});
  const flip = (x: number, wide = 0): number => rtl() ? width - x - wide : x;
  const bars = counts.map((count, i) => {
    const tall = count === 0 ? 0 : Math.max(2, (count / top) * (height - 6)), wide = Math.max(1, bar - 1);
    return s("rect", {x: flip(i * bar + 0.5, wide), y: height - tall, width: wide, height: tall});
  });
  const shade = s("rect", {x: 0, y: 0, width: 0, height, class: "shade"});
  svg.append(...bars, shade);
  function show(range: Period): void {
    bars.forEach((one, i) => {
      const from = first + Math.floor(i * span);
      const name = range === null || (from + span > range[0] && from <= range[1]) ? "bar" : "bar faint";
      if (one.getAttribute("class") !== name) one.setAttribute("class", name);
    });
    const left = range ? Math.max(0, (range[0] - first) / span * bar) : 0;
    const wide = range ? Math.max(2, (Math.min(last + 1, range[1] + 1) - Math.max(first, range[0])) / span * bar) : 0;
    shade.setAttribute("x", String(flip(left, wide)));
    shade.setAttribute("width", String(wide));
  }
  show(chosen);
  for (const tick of timeTicks(first, last, width < 500 ? 4 : 6)) {
    const x = flip((tick.at - first + 0.5) / (last - first + 1) * width);
    svg.append(s("text", {x: Math.min(width - 26, Math.max(26, x)), y: height + 14, "text-anchor": "middle", class: "tick", direction: "ltr"}, tick.label));
  }
  let begun: number | null = null, box = new DOMRect();
  let now: Period = chosen;
  const tell = throttled(() => preview(now), 150);
  const place = (event: PointerEvent): number => flip(Math.min(width, Math.max(0, (event.clientX - box.left) / box.width * width)));
  const period = (from: number, to: number): Period => to - from < 3 ? null
    : [first + Math.floor(Math.floor(from / bar) * span), Math.min(last, first + Math.floor(Math.ceil(to / bar) * span) - 1)];
  svg.addEventListener("pointerdown", event => {
    box = svg.getBoundingClientRect(); // once, not at every move: it lays out the page
    begun = place(event);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", event => {
    if (begun === null) return;
    now = period(Math.min(begun, place(event)), Math.max(begun, place(event)));
    show(now);
    tell();
  });
  svg.addEventListener("pointerup", event => {
    if (begun === null) return;
    now = period(Math.min(begun, place(event)), Math.max(begun, place(event)));
    begun = null;
    choose(now);
  });
  svg.addEventListener("pointercancel", () => { // the finger scrolls the page
    begun = null;
    now = chosen;
    show(now);
    tell();
  });
  return h("div", {class: "brush"}, svg);
}

// Calls `work` at once and then at most every `ms`, and always after the last call.
function throttled(work: () => void, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null, again = false;
  const run = (): void => {
    timer = null;
    if (!again) return;
    again = false;
    timer = setTimeout(run, ms);
    work();
  };
  return () => {
    again = true;
    if (timer === null) run();
  };
}
