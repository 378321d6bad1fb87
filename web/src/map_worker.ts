// map_worker.ts - holds all incidents of the map, away from the thread that draws: a hundred thousand of them are parsed,
// filtered and put into clusters here, and only what is drawn is handed over.
import type {MapData} from "./api.ts";
import {type Answer, type Cluster, type Clusters, type Failure, histogram, type Look, mercator, type Open, pinSize, type Question, type Summary} from "./map_data.ts";

const CELL = 20; // pixels: what shares a square of this size is counted together
const APART = 34; // pixels between two pins at least
const CLUSTERS_MAX = 250, IDS_MAX = 20, NAMES_MAX = 3;
const DAY = 86400000;
const AREA = 0, ROUGH = 1, POINT = 2; // how precisely a place is known

interface Held { path: string; data: MapData; days: Float64Array; precision: Uint8Array; x: Float64Array; y: Float64Array }
let held: Held | null = null;
let shown = new Uint32Array(0);


// A day "2022-03-14"; what is no day has no part in the days.
function dayOf(date: string | null): number {
  return date !== null && /^\d{4}-\d\d-\d\d/.test(date) ? Math.floor(Date.parse(date.slice(0, 10)) / DAY) : NaN;
}

function precisionOf(name: string | null, lat: number | null): number {
  if (lat === null || name === "country" || name === "region") return AREA;
  return name === "admin1" || name === "admin2" ? ROUGH : POINT;
}

function hold(path: string, data: MapData): Held {
  const n = data.ids.length;
  const all = {path, data, days: new Float64Array(n), precision: new Uint8Array(n), x: new Float64Array(n), y: new Float64Array(n)};
  for (let i = 0; i < n; i++) {
    all.days[i] = dayOf(data.dates[i]);
    all.precision[i] = precisionOf(data.precisions[i], data.lats[i]);
    all.x[i] = ((data.lons[i] ?? 0) + 180) / 360;
    all.y[i] = mercator(data.lats[i] ?? 0);
  }
  return all;
}

async function open(question: Open): Promise<Summary | Failure | null> {
  if (held?.path !== question.path) {
    const got = await fetch(question.path, {credentials: "same-origin", cache: "no-store"});
    if (!got.ok) return {kind: "failure", status: got.status, message: `HTTP ${got.status}`};
    held = hold(question.path, await got.json() as MapData);
  }
  return narrow(question.from, question.to, false);
}

function narrow(from: number | null, to: number | null, narrowed: boolean): Summary | null {
  if (held === null) return null;
  const {data, days, precision} = held;
  const kept = new Uint32Array(days.length);
  let n = 0, undated = 0, placeless = 0;
  const areas = new Map<string, number>();
  const lats: number[] = [], lons: number[] = [];
  for (let i = 0; i < days.length; i++) {
    if (Number.isNaN(days[i])) undated++;
    if (from !== null && to !== null && !(days[i] >= from && days[i] <= to)) continue;
    kept[n++] = i;
    const land = data.countries[i], lat = data.lats[i], lon = data.lons[i];
    if (land === null && lat === null) placeless++;
    if (precision[i] === AREA || lat === null || lon === null) {
      if (land !== null) areas.set(land, (areas.get(land) ?? 0) + 1);
      continue;
    }
    lats.push(lat);
    lons.push(lon);
  }
  shown = kept.subarray(0, n);
  return {kind: "summary", narrowed, shown: n, undated, placeless, bounds: boundsOf(lats, lons), areas: [...areas].sort((a, b) => b[1] - a[1]), days: histogram(days)};
}

// Where all but a few lie: one place at the other end of the world does not make the rest too small to be told apart.
function boundsOf(lats: number[], lons: number[]): [number, number, number, number] | null {
  if (lats.length === 0) return null;
  const [latitudes, longitudes] = [Float64Array.from(lats).sort(), Float64Array.from(lons).sort()];
  const few = Math.floor(lats.length * 0.04), most = lats.length - 1 - few;
  return [latitudes[few], longitudes[few], latitudes[most], longitudes[most]];
}

// Joins clusters whose pins would lie on each other, the largest first; none is left out. `world`: pixels of the whole world.
function apart(clusters: Cluster[], world: number): Cluster[] {
  let kept: {cluster: Cluster; x: number; y: number}[] = [];
  for (let least = APART; kept.length === 0 || kept.length > CLUSTERS_MAX; least *= 1.25) {
    const all = kept.length > 0 ? kept.map(one => one.cluster) : clusters;
    kept = [];
    for (const cluster of all.sort((a, b) => b.n - a.n)) {
      const x = (cluster.lon + 180) / 360 * world, y = mercator(cluster.lat) * world;
      const near = kept.find(one => Math.hypot(one.x - x, one.y - y) < Math.max(least, (pinSize(one.cluster.n) + pinSize(cluster.n)) / 2));
      if (near) join(near.cluster, cluster);
      else kept.push({cluster, x, y});
    }
    if (all.length === 0) break;
  }
  return kept.map(one => one.cluster);
}

function join(into: Cluster, from: Cluster): void {
  into.n += from.n;
  into.rough += from.rough;
  into.assaults += from.assaults;
  into.protests += from.protests;
  into.ids = [...into.ids, ...from.ids].slice(0, IDS_MAX);
  into.names = [...new Map([...into.names, ...from.names])].slice(0, NAMES_MAX);
}

// Puts what is shown into cells of a fine grid, in one pass over all, and cells that are near each other into clusters.
function look(question: Look): Clusters | null {
  if (held === null) return null;
  const {data, precision, x, y} = held;
  const world = 256 * 2 ** question.zoom, scale = world / CELL;
  const west = (question.west + 180) / 360, east = (question.east + 180) / 360;
  const north = mercator(question.north), south = mercator(question.south);
  const cells = new Map<number, Cluster>();
  let outside = 0;
  for (const i of shown) {
    if (precision[i] === AREA) continue;
    if (y[i] > south || y[i] < north || x[i] < west || x[i] > east) {
      outside++;
      continue;
    }
    const key = Math.floor(x[i] * scale) * 65536 + Math.floor(y[i] * scale);
    const lat = data.lats[i]!, lon = data.lons[i]!, category = data.categories[i];
    let cell = cells.get(key);
    if (!cell) cells.set(key, cell = {lat, lon, n: 0, rough: 0, assaults: 0, protests: 0, ids: [], names: []});
    cell.n++;
    if (precision[i] === ROUGH) cell.rough++;
    cell.lat += (lat - cell.lat) / cell.n;
    cell.lon += (lon - cell.lon) / cell.n;
    if (category === "ASSAULT") cell.assaults++;
    if (category === "PROTEST") cell.protests++;
    if (cell.ids.length < IDS_MAX) cell.ids.push(data.ids[i]);
    const name = data.places[i];
    if (name !== null && cell.names.length < NAMES_MAX && !cell.names.some(one => one[0] === name)) cell.names.push([name, data.countries[i]]);
  }
  return {kind: "clusters", clusters: apart([...cells.values()], world), outside};
}

addEventListener("message", (event: MessageEvent<Question>) => {
  const question = event.data;
  const answer = (value: Summary | Clusters | Failure | null): void => {
    if (value) postMessage({...value, turn: question.turn} satisfies Answer);
  };
  if (question.kind === "look") answer(look(question));
  else if (question.kind === "narrow") answer(narrow(question.from, question.to, true));
  else open(question).then(answer, error => answer({kind: "failure", status: 0, message: String(error?.message ?? error)}));
});
