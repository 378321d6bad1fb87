// map_data.ts - what the map asks of its two workers, and what they answer.

// ---- map_worker.ts: the incidents ----
// Each question has the `turn` of the map that asks, and its answer too: one may come when another map is shown already.
// Opens a query of the API; answered by a Summary, or a Failure.
export interface Open { kind: "open"; path: string; from: number | null; to: number | null }
// Narrows what is open to other days; answered by a Summary.
export interface Narrow { kind: "narrow"; from: number | null; to: number | null }
// What lies in a part of the map; answered by Clusters.
export interface Look { kind: "look"; zoom: number; south: number; west: number; north: number; east: number }
export type Question = (Open | Narrow | Look) & {turn: number};

export interface Cluster {
  lat: number; lon: number; n: number;
  rough: number; // how many of them are known by province or district only
  assaults: number; protests: number;
  ids: number[]; names: [string, string | null][];
}
export const pinSize = (n: number): number => n === 1 ? 18 : Math.min(52, 24 + 6 * Math.log2(n));
// How many there are in each of equal parts of the time from day `first` to `last`.
export interface Histogram { first: number; last: number; counts: number[] }
export interface Summary {
  kind: "summary"; narrowed: boolean; shown: number; undated: number; placeless: number;
  areas: [string, number][]; // country, number known by country only
  days: Histogram | null; // of all that is open, whatever the days it is narrowed to
  bounds: [number, number, number, number] | null; // south, west, north, east of most of what has a point
}
export interface Clusters { kind: "clusters"; clusters: Cluster[]; outside: number } // outside: that have a place elsewhere
export interface Failure { kind: "failure"; status: number; message: string }
export type Answer = (Summary | Clusters | Failure) & {turn: number};

// ---- land_worker.ts: sea, land and the names of countries ----
export interface Land {
  kind: "land"; ratio: number; // pixels of the screen to one of the page
  colours: {sea: string; land: string; border: string; area: string; ink: string};
  names: [number, string][]; // number of ISO 3166-1, name
  shaded: [number, number][]; // number of ISO 3166-1, how much from 0 to 1
  rtl: boolean;
}
// A square of the map; answered by a TileDrawn, or by nothing where it was dropped before.
export interface Tile { kind: "tile"; id: number; zoom: number; x: number; y: number }
export interface Drop { kind: "drop"; id: number }
export type LandQuestion = Land | Tile | Drop;
export interface TileDrawn { id: number; image: ImageBitmap }
export const TILE = 512, DRAWN = TILE + 1; // a pixel over the next one, so that no seam is seen between zooms

// Where a latitude lies on the map: 0 at its upper edge, 1 at the lower one.
export function mercator(lat: number): number {
  const limited = Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + limited / 2)) / (2 * Math.PI);
}

// Days that are not known are NaN.
export function histogram(days: ArrayLike<number>, most = 60): Histogram | null {
  let first = Infinity, last = -Infinity;
  for (let i = 0; i < days.length; i++) {
    if (days[i] < first) first = days[i];
    if (days[i] > last) last = days[i];
  }
  if (first > last) return null;
  const n = Math.min(most, last - first + 1), span = (last - first + 1) / n;
  const counts = new Array<number>(n).fill(0);
  for (let i = 0; i < days.length; i++)
    if (!Number.isNaN(days[i])) counts[Math.min(n - 1, Math.floor((days[i] - first) / span))]++;
  return {first, last, counts};
}
