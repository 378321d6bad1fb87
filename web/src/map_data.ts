// map_data.ts - what the map asks of its worker, and what that answers.

// Opens a query of the API; answered by a Summary, or a Failure.
export interface Open { kind: "open"; path: string; from: number | null; to: number | null }
// What lies in a part of the map; answered by Clusters.
export interface Look { kind: "look"; zoom: number; south: number; west: number; north: number; east: number }
export type Question = Open | Look;

export interface Cluster { lat: number; lon: number; n: number; approximate: boolean; ids: number[]; names: string[] }
export interface Summary {
  kind: "summary"; shown: number; undated: number; placeless: number;
  areas: [string, number][]; // country, number known by country only
  days: number[]; // one for each dated incident, or a sample of them
  bounds: [number, number, number, number] | null; // south, west, north, east of what has a point
}
export interface Clusters { kind: "clusters"; clusters: Cluster[] }
export interface Failure { kind: "failure"; status: number; message: string }
export type Answer = Summary | Clusters | Failure;
