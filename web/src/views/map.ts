// map.ts - incidents on a map, told as precisely as they are known and no more: towns are points, provinces hollow
// circles, and what is known by country only shades the country and stands in a list. The incidents themselves are in
// a worker (map_worker.ts); this draws.
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import type {Feature, Geometry} from "geojson";
import {feature} from "topojson-client";
import {get, type Incident, type List} from "../api.ts";
import {type Child, fill, h} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {country, countryNumber, lang, number, t} from "../i18n.ts";
import type {Answer, Cluster, Question, Summary} from "../map_data.ts";
import {incidentCard, load, toLogin} from "../parts.ts";
import {dayNumber, dayText, timeBrush} from "../plot.ts";
import {change, link, type Route} from "../router.ts";

let shapes: Promise<Feature<Geometry>[]> | null = null;
function countries(): Promise<Feature<Geometry>[]> {
  shapes ??= fetch("/countries-50m.json").then(answer => answer.json())
    .then(world => (feature(world, world.objects.countries) as unknown as {features: Feature<Geometry>[]}).features)
    .catch(error => {
      shapes = null; // the next map asks again
      console.error(error);
      return [];
    });
  return shapes;
}

function icon(cluster: Cluster): L.DivIcon {
  const size = cluster.n === 1 ? 18 : Math.min(52, 24 + 6 * Math.log2(cluster.n));
  return L.divIcon({className: cluster.approximate ? "pin pin-rough" : "pin", iconSize: [size, size],
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
      h("li", {}, h("span", {class: "pin sample"}), t("map.legend.town")),
      h("li", {}, h("span", {class: "pin pin-rough sample"}), t("map.legend.admin1")),
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

function begin(route: Route, boxes: Boxes): void {
  const {canvas, side, brush, status} = boxes;
  if (!canvas.isConnected) return; // another view was chosen at once
  const params = new URLSearchParams(query(route));
  const from = params.get("from"), to = params.get("to");
  const chosen: [number, number] | null = from && to ? [dayNumber(from), dayNumber(to)] : null;
  if (chosen) {
    params.delete("from"); // the worker narrows by time, so that all days stay to be chosen from
    params.delete("to");
  }
  const worker = new Worker("/map_worker.js", {type: "module"});
  const ask = (question: Question): void => worker.postMessage(question);
  const map = L.map(canvas, {worldCopyJump: true, minZoom: 2, maxZoom: 12, zoomSnap: 0.5, attributionControl: false,
    preferCanvas: true, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches});
  const layer = L.layerGroup().addTo(map);
  const end = (): void => {
    worker.terminate();
    map.remove();
  };
  const look = (): void => {
    const bounds = map.getBounds().pad(0.2);
    ask({kind: "look", zoom: map.getZoom(), south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast()});
  };
  worker.addEventListener("message", (event: MessageEvent<Answer>) => {
    const answer = event.data;
    if (!canvas.isConnected) return;
    if (answer.kind === "failure") {
      if (answer.status === 401) toLogin();
      fill(status, t("error", answer.message));
    } else if (answer.kind === "clusters") {
      void drawClusters(layer, answer.clusters, side);
    } else {
      fill(brush, timeBrush(answer.days, chosen, range =>
        change(range ? {from: dayText(range[0]), to: dayText(range[1])} : {from: "", to: ""})));
      fill(status, [t("total", number(answer.shown)), answer.undated ? " · " + t("map.undated", number(answer.undated)) : "",
        answer.placeless ? " · " + t("map.noplace", number(answer.placeless)) : ""].join(""));
      fill(side, areaList(answer.areas));
      place(map, route, answer);
      map.on("moveend", () => {
        const centre = map.getCenter();
        change({at: `${centre.lat.toFixed(3)},${centre.lng.toFixed(3)},${map.getZoom()}`}, true);
        look();
      });
      look();
      void drawAreas(map, answer.areas, canvas);
    }
  });
  ask({kind: "open", path: `/api/v1/map?${params}`, from: chosen?.[0] ?? null, to: chosen?.[1] ?? null});
  const watch = new ResizeObserver(() => {
    if (canvas.isConnected) map.invalidateSize({animate: false});
    else {
      watch.disconnect();
      end();
    }
  });
  watch.observe(canvas);
}

// The part of the world that is shown: the link's, else where the incidents are.
function place(map: L.Map, route: Route, summary: Summary): void {
  const at = parsePlace(route.params.get("at")), b = summary.bounds;
  if (at) map.setView([at[0], at[1]], at[2], {animate: false});
  else if (b) map.fitBounds(L.latLngBounds([b[0], b[1]], [b[2], b[3]]).pad(0.2), {maxZoom: 7, animate: false});
  else map.setView([28, 42], 4, {animate: false});
}

let drawn = 0;

async function drawClusters(layer: L.LayerGroup, clusters: Cluster[], side: HTMLElement): Promise<void> {
  const mine = ++drawn;
  layer.clearLayers();
  for (let i = 0; i < clusters.length && mine === drawn && side.isConnected; i++) {
    const cluster = clusters[i];
    const text = t("map.cluster", number(cluster.n), cluster.names.join(lang() === "ar" ? "، " : ", ") || "?");
    const marker = L.marker([cluster.lat, cluster.lon], {icon: icon(cluster), title: text, alt: text, keyboard: true, riseOnHover: true});
    marker.on("click keypress", event => {
      const key = (event as unknown as {originalEvent?: KeyboardEvent}).originalEvent?.key;
      if (event.type === "keypress" && key !== "Enter" && key !== " ") return;
      void showItems(side, cluster);
    });
    layer.addLayer(marker);
    if (i % 40 === 39) await new Promise(resolve => setTimeout(resolve, 0)); // so that the page stays alive
  }
}

// Countries, shaded where something is known of them by country only. A few at a time, so that the page stays alive.
async function drawAreas(map: L.Map, areas: [string, number][], canvas: HTMLElement): Promise<void> {
  const world = await countries();
  const known = new Map(areas.map(([iso, n]) => [countryNumber(iso), n]));
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const border = colour("--border"), area = colour("--area"), land = colour("--land");
  const most = Math.max(1, ...known.values());
  for (let i = 0; i < world.length; i += 12) {
    if (!canvas.isConnected) return;
    L.geoJSON(world.slice(i, i + 12), {
      style: (shape?: Feature) => {
        const n = known.get(Number(shape?.id)) ?? 0;
        return {weight: 0.8, color: border, fillColor: n ? area : land, fillOpacity: n ? 0.35 + 0.45 * n / most : 1};
      },
      interactive: false, smoothFactor: 1.5,
    } as L.GeoJSONOptions).addTo(map);
    await new Promise(resolve => setTimeout(resolve, 0));
  }
  canvas.setAttribute("aria-busy", "false");
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
