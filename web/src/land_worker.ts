// land_worker.ts - draws sea, land and the names of countries, square by square, away from the thread that draws the page:
// the shapes have a hundred thousand corners. Each square is drawn whole and opaque, a name by all squares it lies in.
import type {MultiPolygon, Polygon} from "geojson";
import {feature} from "topojson-client";
import {DRAWN, type Land, type LandQuestion, mercator, TILE, type Tile, type TileDrawn} from "./map_data.ts";

const FONT = "14px 'Noto Sans Arabic', system-ui, sans-serif";

// A ring of corners, x and y by turns, from 0 to 1 over the world; `left` … `bottom` is what they fill.
interface Ring { corners: Float64Array; left: number; top: number; right: number; bottom: number }
interface Shape { country: number; polygons: Ring[][]; name: {x: number; y: number; width: number} }

let land: Land | null = null;
let names = new Map<number, string>(), shaded = new Map<number, number>();
const placedNames = new Map<number, Name[]>(); // by zoom
const waiting: Tile[] = [];
const dropped = new Set<number>();

// Where a ring crosses the meridian of 180 degrees it goes on beyond the edge of the world, and is drawn a second time at the
// other; the one around the south pole is closed along the lower edge.
function ring(positions: number[][]): Ring {
  const made: Ring = {corners: new Float64Array(positions.length * 2 + 4), left: Infinity, top: 1, right: -Infinity, bottom: 0};
  let turns = 0, n = 0;
  const add = (x: number, y: number): void => {
    made.corners[n++] = x;
    made.corners[n++] = y;
    made.left = Math.min(made.left, x);
    made.right = Math.max(made.right, x);
    made.top = Math.min(made.top, y);
    made.bottom = Math.max(made.bottom, y);
  };
  positions.forEach(([lon, lat], i) => {
    const before = i === 0 ? lon : positions[i - 1][0];
    if (lon - before > 180) turns--;
    if (before - lon > 180) turns++;
    add((lon + 180) / 360 + turns, mercator(lat));
  });
  if (turns !== 0) {
    add(made.corners[n - 2], 1);
    add(made.corners[0], 1);
  }
  made.corners = made.corners.subarray(0, n);
  return made;
}

// The middle of what a ring encloses.
function middle({corners, left, right, top, bottom}: Ring): {x: number; y: number; area: number} {
  let area = 0, x = 0, y = 0;
  for (let i = 0; i + 3 < corners.length; i += 2) {
    const cross = corners[i] * corners[i + 3] - corners[i + 2] * corners[i + 1];
    area += cross;
    x += (corners[i] + corners[i + 2]) * cross;
    y += (corners[i + 1] + corners[i + 3]) * cross;
  }
  return area === 0 ? {x: (left + right) / 2, y: (top + bottom) / 2, area: 0} : {x: x / (3 * area), y: y / (3 * area), area: Math.abs(area)};
}

function shapeOf(country: number, geometry: Polygon | MultiPolygon): Shape {
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(rings => rings.map(ring));
  let name = {x: 0, y: 0, width: 0}, largest = -1;
  for (const [outer] of polygons) {
    const {x, y, area} = middle(outer);
    if (area <= largest) continue;
    largest = area;
    name = {x, y, width: outer.right - outer.left};
  }
  return {country, polygons, name};
}

async function typeface(): Promise<void> {
  const fonts = (self as unknown as {fonts?: FontFaceSet}).fonts; // where workers have none, the system's are taken
  if (!fonts) return;
  const face = new FontFace("Noto Sans Arabic", "url(/noto-sans-arabic-arabic-400-normal.woff2)");
  fonts.add(face);
  await face.load().catch(() => undefined);
}

async function load(): Promise<Shape[]> {
  const [answer] = await Promise.all([fetch("/countries-50m.json"), typeface()]);
  const world = await answer.json();
  const all = feature(world, world.objects.countries) as unknown as GeoJSON.FeatureCollection<Polygon | MultiPolygon>;
  return all.features.map(one => shapeOf(Number(one.id), one.geometry));
}

function trace(context: OffscreenCanvasRenderingContext2D, {corners}: Ring, scale: number, x0: number, y0: number): void {
  let lastX = Infinity, lastY = Infinity;
  for (let i = 0; i < corners.length; i += 2) {
    const x = corners[i] * scale - x0, y = corners[i + 1] * scale - y0;
    if (Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue; // nearer than can be seen
    if (lastX === Infinity) context.moveTo(x, y);
    else context.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  context.closePath();
}

function drawShape(context: OffscreenCanvasRenderingContext2D, shape: Shape, style: Land, scale: number, x0: number, y0: number): void {
  context.beginPath();
  let any = false;
  for (const polygon of shape.polygons) {
    const {left, right, top, bottom} = polygon[0];
    if (bottom * scale < y0 - 2 || top * scale > y0 + TILE + 2) continue;
    for (let shift = right > 1 ? -1 : 0; shift <= (left < 0 ? 1 : 0); shift++) {
      const x = x0 - shift * scale;
      if (right * scale < x - 2 || left * scale > x + TILE + 2) continue;
      any = true;
      for (const one of polygon) trace(context, one, scale, x, y0);
    }
  }
  if (!any) return;
  context.fillStyle = style.colours.land;
  context.fill("evenodd");
  const much = shaded.get(shape.country);
  if (much) {
    context.globalAlpha = 0.35 + 0.45 * much;
    context.fillStyle = style.colours.area;
    context.fill("evenodd");
    context.globalAlpha = 1;
  }
  context.stroke();
}

// The names that have room at a zoom, in pixels of the world: those of larger countries first, none on top of another.
interface Name { text: string; x: number; y: number; half: number }
function namesAt(zoom: number, context: OffscreenCanvasRenderingContext2D, shapes: Shape[]): Name[] {
  const scale = 256 * 2 ** zoom;
  const found: Name[] = [];
  for (const {country, name} of [...shapes].sort((a, b) => b.name.width - a.name.width)) {
    const text = country === 0 ? undefined : names.get(country);
    if (!text) continue;
    const x = ((name.x % 1 + 1) % 1) * scale, y = name.y * scale, half = context.measureText(text).width / 2 + 3;
    if (2 * half > name.width * scale * 1.1) continue;
    if (found.some(other => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 18)) continue;
    found.push({text, x, y, half});
  }
  return found;
}

function draw(tile: Tile, style: Land, shapes: Shape[]): ImageBitmap {
  const canvas = new OffscreenCanvas(DRAWN * style.ratio, DRAWN * style.ratio);
  const context = canvas.getContext("2d", {alpha: false})!;
  const scale = 256 * 2 ** tile.zoom, x0 = tile.x * TILE, y0 = tile.y * TILE;
  context.scale(style.ratio, style.ratio);
  context.fillStyle = style.colours.sea;
  context.fillRect(0, 0, DRAWN, DRAWN);
  context.strokeStyle = style.colours.border;
  context.lineWidth = 0.8;
  context.lineJoin = "round";
  for (const shape of shapes) drawShape(context, shape, style, scale, x0, y0);
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.direction = style.rtl ? "rtl" : "ltr";
  context.fillStyle = style.colours.ink;
  context.strokeStyle = style.colours.land;
  context.lineWidth = 3;
  let placed = placedNames.get(tile.zoom);
  if (!placed) placedNames.set(tile.zoom, placed = namesAt(tile.zoom, context, shapes));
  for (const {text, x, y, half} of placed) {
    if (x + half < x0 || x - half > x0 + TILE || y + 12 < y0 || y - 12 > y0 + TILE) continue;
    context.strokeText(text, x - x0, y - y0);
    context.fillText(text, x - x0, y - y0);
  }
  return canvas.transferToImageBitmap();
}

// One square at a time, so that what is dropped in between is not drawn.
let loaded: Promise<Shape[]> | null = null;
let working = false;
async function work(): Promise<void> {
  if (working) return;
  working = true;
  loaded ??= load();
  const shapes = await loaded.catch(error => {
    loaded = null; // the next square asks again
    console.error(error);
    return [];
  });
  for (let tile = waiting.shift(); tile; tile = waiting.shift()) {
    if (dropped.delete(tile.id) || land === null) continue;
    const image = draw(tile, land, shapes);
    postMessage({id: tile.id, image} satisfies TileDrawn, {transfer: [image]});
    await new Promise(resolve => setTimeout(resolve, 0));
  }
  working = false;
}

addEventListener("message", (event: MessageEvent<LandQuestion>) => {
  const question = event.data;
  if (question.kind === "drop") {
    if (waiting.some(tile => tile.id === question.id)) dropped.add(question.id);
  } else if (question.kind === "tile") {
    waiting.push(question);
    void work();
  } else {
    land = question;
    names = new Map(question.names);
    placedNames.clear();
    shaded = new Map(question.shaded);
  }
});
