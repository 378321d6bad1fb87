// build.mjs OUT - bundles the pages into the folder OUT, a flat one: index.html, app.js, app.css, the typefaces, the
// shapes of countries, the licences of what is bundled. Nothing of it comes from elsewhere when it is used.
import {build} from "esbuild";
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const out = process.argv[2] ?? join(root, "build", "web");
const generated = join(root, "build", "web-generated");

// A table of data/: rows as objects.
function table(path) {
  const lines = readFileSync(join(root, path), "utf8").split("\n").filter(line => line && !line.startsWith("#"));
  const keys = lines[0].split("\t");
  return lines.slice(1).map(line => Object.fromEntries(line.split("\t").map((cell, i) => [keys[i], cell])));
}

// Countries: alpha-3 -> [number of ISO 3166-1, English name, Arabic name].
function countries() {
  const numbers = new Map(table("data/formats/countries.tsv").map(row => [row.iso3, row.iso_n]));
  const all = {};
  for (const row of table("data/world/countries.tsv"))
    all[row.iso3] = [Number(numbers.get(row.iso3) ?? 0), row.name_en, row.names.split("|")[0]];
  return all;
}

// Words by which one side calls another: a list is not called by them where there is another name.
const PARTISAN = /احتلال|العدو|إرهابي|الإرهاب|ميليشيا|مليشيا|الكيان|الأسد|النظام|داعش|متمرد|خارجين/;
const plain = names => names.find(name => !PARTISAN.test(name)) ?? names[0];

// Arabic names of what records call in English, for names.ts: of one label the first line that has it.
function names() {
  const [actors, roles, places] = [{}, {}, {}];
  for (const row of table("data/world/actors.tsv")) if (row.names_ar !== "-") actors[row.label_en] ??= plain(row.names_ar.split("|"));
  for (const row of table("data/world/roles.tsv")) if (row.label_en !== "-") roles[row.label_en] ??= row.role;
  const aliases = new Map();
  for (const file of ["data/world/places.tsv", "data/world/places_derived.tsv"])
    for (const row of table(file)) {
      const key = `${row.name_en}|${row.country}`;
      if (row.names !== "-") aliases.set(key, [...(aliases.get(key) ?? []), ...row.names.split("|")]);
    }
  for (const [key, list] of aliases) {
    const bare = list[0].split(" ").slice(1).join(" "); // "the city of Mosul" is called Mosul
    places[key] = list.includes(bare) ? bare : list[0];
  }
  return {actors, roles, places};
}

function licences() {
  const kept = ["leaflet", "topojson-client", "world-atlas", "@fontsource/noto-naskh-arabic", "@fontsource/noto-sans-arabic"];
  return kept.map(name => {
    const folder = join(web, "node_modules", name);
    const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    const version = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  }).join("\n" + "-".repeat(80) + "\n\n");
}

rmSync(out, {recursive: true, force: true});
mkdirSync(out, {recursive: true});
mkdirSync(generated, {recursive: true});
writeFileSync(join(generated, "countries.json"), JSON.stringify(countries()));

await build({
  entryPoints: {app: join(web, "src", "main.ts"), map_worker: join(web, "src", "map_worker.ts"), land_worker: join(web, "src", "land_worker.ts")},
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2021"],
  outdir: out,
  alias: {generated},
  loader: {".woff2": "file", ".png": "file", ".json": "json"},
  assetNames: "[name]",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
copyFileSync(join(web, "node_modules", "world-atlas", "countries-50m.json"), join(out, "countries-50m.json"));
copyFileSync(join(web, "src", "index.html"), join(out, "index.html"));
copyFileSync(join(web, "src", "icon.svg"), join(out, "icon.svg"));
copyFileSync(join(root, "docs", "openapi.json"), join(out, "openapi.json"));
writeFileSync(join(out, "names.json"), JSON.stringify(names()));
writeFileSync(join(out, "licences.txt"), licences());
if (!existsSync(join(out, "app.js"))) throw new Error("the bundle is missing");
