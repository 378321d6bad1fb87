// map_worker.ts - holds all incidents of the map, away from the thread that draws: a hundred thousand of them are parsed,
// filtered and put into clusters here, and only what is drawn is handed over.
import type {MapData} from "./api.ts";
import type {Answer, Cluster, Look, Open, Question} from "./map_data.ts";

const CELL = 60; // pixels: what is nearer is one cluster
const CLUSTERS_MAX = 250, IDS_MAX = 20, NAMES_MAX = 3;
const DAY = 86400000;

let data: MapData | null = null;
let shown: number[] = [];
let asked = "";

const answer = (value: Answer): void => postMessage(value);
const isArea = (precision: string | null): boolean => precision === "country" || precision === "region";

async function open(question: Open): Promise<void> {
  if (data === null || asked !== question.path) {
    const got = await fetch(question.path, {credentials: "same-origin", cache: "no-store"});
    if (!got.ok) {
      answer({kind: "failure", status: got.status, message: `HTTP ${got.status}`});
      return;
    }
    data = await got.json() as MapData;
    asked = question.path;
  }
  const all = data;
  const days = all.dates.map(date => date ? Math.floor(Date.parse(date.slice(0, 10)) / DAY) : NaN);
  const {from, to} = question;
  shown = [];
  for (let i = 0; i < all.ids.length; i++)
    if (from === null || to === null || (days[i] >= from && days[i] <= to)) shown.push(i);
  const dated = days.filter(Number.isFinite);
  const areas = new Map<string, number>();
  let placeless = 0, bounds: [number, number, number, number] | null = null;
  for (const i of shown) {
    const land = all.countries[i], lat = all.lats[i], lon = all.lons[i];
    if (land === null && lat === null) placeless++;
    if (land !== null && (isArea(all.precisions[i]) || lat === null)) areas.set(land, (areas.get(land) ?? 0) + 1);
    if (lat === null || lon === null || isArea(all.precisions[i])) continue;
    bounds = bounds === null ? [lat, lon, lat, lon]
      : [Math.min(bounds[0], lat), Math.min(bounds[1], lon), Math.max(bounds[2], lat), Math.max(bounds[3], lon)];
  }
  answer({kind: "summary", shown: shown.length, undated: days.length - dated.length, placeless, bounds,
    areas: [...areas].sort((a, b) => b[1] - a[1]), days: dated});
}

// Where a latitude lies on the map, in degrees from its upper edge.
function mercator(lat: number): number {
  const limited = Math.max(-85, Math.min(85, lat)) * Math.PI / 180;
  return 180 - Math.log(Math.tan(Math.PI / 4 + limited / 2)) * 180 / Math.PI;
}

// Puts what is shown into cells of the grid of this zoom: one pass over all, whatever their number.
function look(question: Look): void {
  const all = data;
  const scale = 256 * 2 ** question.zoom / 360 / CELL;
  const cells = new Map<number, Cluster>();
  for (const i of all ? shown : []) {
    const lat = all!.lats[i], lon = all!.lons[i];
    if (lat === null || lon === null || isArea(all!.precisions[i])) continue;
    if (lat < question.south || lat > question.north || lon < question.west || lon > question.east) continue;
    const approximate = all!.precisions[i] === "admin1";
    const key = (Math.floor((lon + 180) * scale) * 65536 + Math.floor(mercator(lat) * scale)) * 2 + (approximate ? 1 : 0);
    let cell = cells.get(key);
    if (!cell) cells.set(key, cell = {lat, lon, n: 0, approximate, ids: [], names: []});
    cell.n++;
    cell.lat += (lat - cell.lat) / cell.n;
    cell.lon += (lon - cell.lon) / cell.n;
    if (cell.ids.length < IDS_MAX) cell.ids.push(all!.ids[i]);
    const name = all!.places[i];
    if (name !== null && cell.names.length < NAMES_MAX && !cell.names.includes(name)) cell.names.push(name);
  }
  answer({kind: "clusters", clusters: [...cells.values()].sort((a, b) => b.n - a.n).slice(0, CLUSTERS_MAX)});
}

addEventListener("message", (event: MessageEvent<Question>) => {
  if (event.data.kind === "look") look(event.data);
  else open(event.data).catch(error => answer({kind: "failure", status: 0, message: String(error?.message ?? error)}));
});
