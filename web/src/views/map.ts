// map.ts - incidents on a map, told as precisely as they are known and no more: towns are points, provinces and
// districts hollow circles, and what is known by country only shades the country and stands in a list. The incidents themselves are in
// a worker (map_worker.ts), the ground is drawn by another (land.ts); this draws pins.
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import {get, type Incident, type List} from "../api.ts";
import {type Child, fill, h} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {code, country, lang, number, t} from "../i18n.ts";
import {landLayer} from "../land.ts";
import {type Answer, type Cluster, type Look, type Narrow, type Open, pinSize, type Question, type Summary} from "../map_data.ts";
import {incidentCard, load, toLogin} from "../parts.ts";
import {dayNumber, dayText, type Period, timeBrush} from "../plot.ts";
import {placeName} from "../names.ts";
import {change, link, type Route} from "../router.ts";

function icon(cluster: Cluster): L.DivIcon {
  const size = pinSize(cluster.n);
  const kind = cluster.assaults * 4 >= cluster.n * 3 ? "ASSAULT" : cluster.protests * 4 >= cluster.n * 3 ? "PROTEST" : "mixed";
  const known = cluster.rough === cluster.n ? " pin-rough" : cluster.rough > 0 ? " pin-some-rough" : "";
  return L.divIcon({className: `pin pin-${kind}${known}`, iconSize: [size, size],
    html: cluster.n > 1 ? h("span", {dir: "ltr"}, cluster.n > 999 ? `${Math.round(cluster.n / 1000)}k` : String(cluster.n)) : false});
}

export function mapView(route: Route): HTMLElement {
  const canvas = h("div", {class: "map", role: "application", "aria-label": t("map.label"), "aria-busy": "true"});
  const side = h("div", {class: "map-side"});
  const brush = h("div", {});
  const status = h("p", {class: "muted small", role: "status"}, t("loading"));
  const view = h("div", {},
    h("div", {class: "head"}, h("h1", {}, t("nav.map")), exportMenu("incidents", query(route))),
    filterForm(route, {dates: true}), brush, status,
    h("div", {class: "map-box"}, canvas, side),
    h("ul", {class: "legend"},
      h("li", {}, h("span", {class: "pin pin-ASSAULT sample"}), t("map.mostly", code("category", "ASSAULT"))),
      h("li", {}, h("span", {class: "pin pin-PROTEST sample"}), t("map.mostly", code("category", "PROTEST"))),
      h("li", {}, h("span", {class: "pin pin-mixed sample"}), t("map.legend.mixed")),
      h("li", {}, h("span", {class: "pin pin-rough sample"}), t("map.legend.admin1")),
      h("li", {}, h("span", {class: "pin pin-ASSAULT pin-some-rough sample"}), t("map.legend.some")),
      h("li", {}, h("span", {class: "area-sample"}), t("map.legend.country"))),
    h("p", {class: "muted small"}, t("map.shapes")));
  setTimeout(() => begin(route, {canvas, side, brush, status}), 0); // the map wants to know its size
  return view;
}

interface Boxes { canvas: HTMLElement; side: HTMLElement; brush: HTMLElement; status: HTMLElement }

function parsePlace(text: string | null): [number, number, number] | null {
  const parts = (text ?? "").split(",").map(Number);
  return parts.length === 3 && parts.every(Number.isFinite) ? parts as [number, number, number] : null;
}

// The worker with the incidents is kept from one map to the next, so that another period asks the server for nothing.
let kept: {worker: Worker; owner: HTMLElement} | null = null;
let turns = 0;
function workerFor(owner: HTMLElement): Worker {
  kept = {worker: kept?.worker ?? new Worker("/map_worker.js", {type: "module"}), owner};
  return kept.worker;
}
function letGo(owner: HTMLElement): void {
  if (kept?.owner !== owner) return;
  kept.worker.terminate();
  kept = null;
}

function begin(route: Route, boxes: Boxes): void {
  const {canvas, side, brush, status} = boxes;
  if (!canvas.isConnected) return; // another view was chosen at once
  const params = new URLSearchParams(query(route));
  const from = params.get("from"), to = params.get("to");
  const chosen: Period = from && to ? [dayNumber(from), dayNumber(to)] : null;
  if (chosen) {
    params.delete("from"); // the worker narrows by time, so that all days stay to be chosen from
    params.delete("to");
  }
  const worker = workerFor(canvas), turn = ++turns;
  const ask = (question: Open | Narrow | Look): void => worker.postMessage({...question, turn} satisfies Question);
  const map = L.map(canvas, {worldCopyJump: true, minZoom: 2, maxZoom: 12, zoomSnap: 0.5, attributionControl: false, fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches});
  const pins = L.layerGroup().addTo(map);
  const ground = landLayer(canvas);
  ground.layer.on("load", () => canvas.setAttribute("aria-busy", "false"));
  const look = (): void => {
    const bounds = map.getBounds().pad(0.1);
    list.href = searchWithin(route, map.getBounds());
    ask({kind: "look", zoom: map.getZoom(), south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast()});
  };
  const moved = (): void => { // behind what the map itself does when it has moved
    if (!canvas.isConnected) return;
    const centre = map.getCenter();
    change({at: `${centre.lat.toFixed(3)},${centre.lng.toFixed(3)},${map.getZoom()}`}, true);
    look();
  };
  const outside = h("span", {}), list = h("a", {}, t("map.list"));
  const summarise = (answer: Summary): void => {
    fill(status, [t("total", number(answer.shown)), answer.undated ? " · " + t("map.undated", number(answer.undated)) : "",
      answer.placeless ? " · " + t("map.noplace", number(answer.placeless)) : ""].join(""), outside, " · ", list);
    fill(side, areaList(answer.areas));
  };
  const opened = (answer: Summary): void => {
    if (answer.days) fill(brush, timeBrush(answer.days, chosen,
      range => ask({kind: "narrow", from: range?.[0] ?? null, to: range?.[1] ?? null}),
      range => change(range ? {from: dayText(range[0]), to: dayText(range[1])} : {from: "", to: ""})));
    place(map, route, answer);
    ground.show(answer.areas);
    ground.layer.addTo(map);
    map.on("moveend", () => setTimeout(moved, 0));
  };
  const heard = (event: MessageEvent<Answer>): void => {
    const answer = event.data;
    if (!canvas.isConnected || answer.turn !== turn) return;
    if (answer.kind === "failure") {
      if (answer.status === 401) toLogin();
      fill(status, t("error", answer.message));
    } else if (answer.kind === "clusters") {
      fill(outside, answer.outside ? " · " + t("map.outside", number(answer.outside)) : "");
      void drawClusters(pins, answer.clusters, side);
    } else {
      summarise(answer);
      if (!answer.narrowed) opened(answer);
      look();
    }
  };
  worker.addEventListener("message", heard);
  ask({kind: "open", path: `/api/v1/map?${params}`, from: chosen?.[0] ?? null, to: chosen?.[1] ?? null});
  const watch = new ResizeObserver(() => {
    if (canvas.isConnected) {
      map.invalidateSize({animate: false});
      return;
    }
    watch.disconnect();
    worker.removeEventListener("message", heard);
    letGo(canvas);
    map.remove();
  });
  watch.observe(canvas);
}

// A search for what the map shows.
function searchWithin(route: Route, bounds: L.LatLngBounds): string {
  const params = new URLSearchParams(query(route, {what: "incidents"}));
  const set = (name: string, value: number, most: number): void => params.set(name, Math.max(-most, Math.min(most, value)).toFixed(3));
  set("south", bounds.getSouth(), 90);
  set("west", bounds.getWest(), 180);
  set("north", bounds.getNorth(), 90);
  set("east", bounds.getEast(), 180);
  return link("search", "", params);
}

// The part of the world that is shown: the link's, else where the incidents are.
function place(map: L.Map, route: Route, summary: Summary): void {
  const at = parsePlace(route.params.get("at")), b = summary.bounds;
  if (at) map.setView([at[0], at[1]], at[2], {animate: false});
  else if (b) map.fitBounds(L.latLngBounds([b[0], b[1]], [b[2], b[3]]), {maxZoom: 7, padding: [30, 30], animate: false});
  else map.setView([28, 42], 4, {animate: false});
}

// Until the next frame: what is laid out then is little, and the page stays alive.
const frame = (): Promise<void> => new Promise(resolve => {
  const later = setTimeout(resolve, 100); // a page that is not seen has no frames
  requestAnimationFrame(() => {
    clearTimeout(later);
    resolve();
  });
});

let drawn = 0;

async function drawClusters(layer: L.LayerGroup, clusters: Cluster[], side: HTMLElement): Promise<void> {
  const mine = ++drawn;
  layer.clearLayers();
  for (let i = 0; i < clusters.length && mine === drawn && side.isConnected; i++) {
    const cluster = clusters[i];
    const text = t(cluster.n === 1 ? "map.one" : "map.cluster", number(cluster.n), cluster.names.map(([name, land]) => placeName(name, land)).join(lang() === "ar" ? "، " : ", ") || "?")
      + (cluster.rough > 0 && cluster.n > 1 ? ` · ${t("map.rough", number(cluster.rough))}` : "");
    const marker = L.marker([cluster.lat, cluster.lon], {icon: icon(cluster), title: text, alt: text, keyboard: true, riseOnHover: true});
    marker.on("click keypress", event => {
      const key = (event as unknown as {originalEvent?: KeyboardEvent}).originalEvent?.key;
      if (event.type === "keypress" && key !== "Enter" && key !== " ") return;
      void showItems(side, cluster);
    });
    layer.addLayer(marker);
    if (i % 20 === 19) await frame();
  }
}

function areaList(areas: [string, number][]): Child {
  if (areas.length === 0) return null;
  return [h("h2", {}, t("map.areas")), h("ul", {class: "plain"}, areas.map(([iso, n]) => h("li", {},
    h("a", {href: link("incidents", "", {country: iso})}, country(iso)), " ", h("span", {class: "muted", dir: "ltr"}, number(n)))))];
}

async function showItems(side: HTMLElement, cluster: Cluster): Promise<void> {
  side.scrollIntoView({block: "nearest"});
  await load(side, async () => {
    const found = await Promise.all(cluster.ids.map(id => get<List<Incident>>(`incidents?id=${id}`)));
    return [h("h2", {tabindex: "-1"}, t("map.here")), h("ul", {class: "cards"}, found.flatMap(list => list.items).map(incidentCard)),
      cluster.n > cluster.ids.length ? h("p", {class: "muted"}, t("shown", 1, cluster.ids.length, number(cluster.n))) : null];
  });
  side.querySelector("h2")?.focus();
}
