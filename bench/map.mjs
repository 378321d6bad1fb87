// map.mjs URL CHROMIUM [RUNS] [TRACE] - opens the map in headless Chromium, zooms in three times, chooses a period; prints
// for each run the longest task of the page's main thread, by the clock and by its CPU time, as the browser's own trace has
// them. Where others use the machine, a task's time by the clock has their time too. TRACE: a file for the last trace.
import {strict as assert} from "node:assert";
import {writeFileSync} from "node:fs";
import {createRequire} from "node:module";

const {chromium} = createRequire(new URL("../tests/web/package.json", import.meta.url))("playwright-core");
const [url, executablePath, runs = "3", file] = process.argv.slice(2);

// The tasks of the thread that runs the page: those of the process that has the map's marks.
function tasks(trace) {
  const main = new Map(trace.filter(one => one.name === "thread_name" && one.args.name === "CrRendererMain").map(one => [one.pid, one.tid]));
  const process = trace.find(one => one.name === "TimeStamp" && one.args?.data?.message === "rasid-bench")?.pid;
  assert.ok(process !== undefined && main.has(process), "the trace does not have the page");
  return trace.filter(one => one.ph === "X" && one.pid === process && one.tid === main.get(process) && /RunTask$/.test(one.name));
}

async function run(browser) {
  const page = await browser.newPage({locale: "en-GB", viewport: {width: 1200, height: 850}});
  await page.goto(`${url}#/alerts`);
  await page.waitForSelector("main h1");
  await browser.startTracing(page, {categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", ...(file ? ["v8.execute", "blink", "cc"] : [])]});
  const start = Date.now();
  await page.evaluate(() => { console.timeStamp("rasid-bench"); location.hash = "#/map"; });
  await page.waitForSelector(".leaflet-marker-icon");
  const pins = Date.now() - start;
  await page.waitForSelector(".map[aria-busy=false]");
  for (let i = 0; i < 3; i++) {
    await page.click(".leaflet-control-zoom-in");
    await page.waitForTimeout(500);
  }
  const brush = await page.locator(".brush-plot").boundingBox();
  await page.mouse.move(brush.x + brush.width * 0.2, brush.y + 20);
  await page.mouse.down();
  await page.mouse.move(brush.x + brush.width * 0.6, brush.y + 20, {steps: 10});
  await page.mouse.up();
  await page.waitForFunction(() => /from=/.test(location.hash));
  await page.waitForSelector(".leaflet-marker-icon");
  await page.waitForTimeout(500);
  const trace = JSON.parse(await browser.stopTracing());
  if (file) writeFileSync(file, JSON.stringify(trace));
  await page.close();
  const all = tasks(trace.traceEvents ?? trace);
  const longest = (key) => Math.round(Math.max(...all.map(one => one[key] ?? 0)) / 1000);
  return {clock: longest("dur"), cpu: longest("tdur"), over: all.filter(one => one.dur > 50000).length, pins};
}

const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"]});
const results = [];
for (let i = 0; i < Number(runs); i++) results.push(await run(browser));
await browser.close();
console.log(`longest task of the page's main thread in ${results.length} runs: ${results.map(one => one.clock).join(", ")} ms by the clock, ` +
  `${results.map(one => one.cpu).join(", ")} ms of CPU; tasks over 50 ms: ${results.map(one => one.over).join(", ")}; ` +
  `first pins after ${results.map(one => one.pins).join(", ")} ms`);
