// land.ts - the ground of the map: a layer of squares that land_worker.ts draws.
import L from "leaflet";
import {country, countryCodes, countryNumber, rtl} from "./i18n.ts";
import {DRAWN, type Land, type LandQuestion, TILE, type TileDrawn} from "./map_data.ts";

let worker: Worker | null = null;
let last = 0;
const asked = new Map<number, (image: ImageBitmap) => void>();

// One worker for all maps, so that the shapes are read once.
function ask(question: LandQuestion): void {
  if (worker === null) {
    worker = new Worker("/land_worker.js", {type: "module"});
    worker.addEventListener("message", ({data}: MessageEvent<TileDrawn>) => {
      const done = asked.get(data.id);
      asked.delete(data.id);
      if (done) done(data.image);
      else data.image.close();
    });
  }
  worker.postMessage(question);
}

const Squares = L.GridLayer.extend({
  createTile({x, y, z}: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement("canvas");
    const id = ++last;
    canvas.dataset.id = String(id);
    asked.set(id, image => {
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(image);
      done(undefined, canvas);
    });
    ask({kind: "tile", id, zoom: z, x, y});
    return canvas;
  },
});

// The ground, shaded where something is known by country only: `areas` are countries with their numbers.
export function landLayer(box: HTMLElement): {layer: L.GridLayer; show(areas: [string, number][]): void} {
  const layer = new (Squares as unknown as new (options: L.GridLayerOptions) => L.GridLayer)({tileSize: TILE, updateWhenZooming: false, keepBuffer: 1});
  layer.on("tileloadstart", ({tile}) => { tile.style.width = tile.style.height = `${DRAWN}px`; });
  layer.on("tileunload", event => {
    const id = Number(event.tile.dataset.id);
    if (asked.delete(id)) ask({kind: "drop", id});
  });
  let areas: [string, number][] = [];
  function tell(): void {
    const style = getComputedStyle(box);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const most = Math.max(1, ...areas.map(([, n]) => n));
    const land: Land = {kind: "land", ratio: Math.min(3, Math.max(1, devicePixelRatio)), rtl: rtl(),
      colours: {sea: colour("sea"), land: colour("land"), border: colour("border-land"), area: colour("area"), ink: colour("muted")},
      names: countryCodes().map(iso => [countryNumber(iso), country(iso)] as [number, string]),
      shaded: areas.map(([iso, n]) => [countryNumber(iso), n / most] as [number, number])};
    ask(land);
  }
  // The theme may change while the map is looked at.
  const again = (): void => {
    if (!box.isConnected) return;
    tell();
    layer.redraw();
  };
  const theme = new MutationObserver(again), dark = matchMedia("(prefers-color-scheme: dark)");
  layer.on("add", () => {
    theme.observe(document.documentElement, {attributeFilter: ["data-theme"]});
    dark.addEventListener("change", again);
  });
  layer.on("remove", () => {
    theme.disconnect();
    dark.removeEventListener("change", again);
  });
  return {layer, show(known) {
    areas = known;
    tell();
    if ((layer as unknown as {_map: L.Map | null})._map) layer.redraw();
  }};
}
