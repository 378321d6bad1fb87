// drive.mjs LOCAL LOGIN CHROMIUM [FOLDER] - drives the monitor's pages: LOCAL needs no login and holds the reports of
// tests/monitor/make_reports.py, LOGIN has the accounts reem (reader), amal (reviewer) and badr (admin). Prints TAP. With FOLDER it leaves
// a picture of each view there. RASID is the program, RASID_STORE the store of LOCAL.
import {chromium} from "playwright-core";
import {strict as assert} from "node:assert";
import {execFileSync} from "node:child_process";

const [local, login, executablePath, folder] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"]});
const VIEWS = ["incidents", "map", "timeline", "search", "sources", "review", "alerts", "audit"];
const PHONE = {width: 390, height: 800}, DESK = {width: 1200, height: 850};
let n = 0, failed = 0;

// A page that must not complain, open a dialog or ask any other host.
async function open(base, language, viewport, work, more = {}, expected = /status of (401|429|403|400)/) {
  const context = await browser.newContext({locale: language === "ar" ? "ar-EG" : "en-GB", viewport, ...more});
  const page = await context.newPage();
  const wrong = [];
  page.on("console", message => {
    if (message.type() === "error" && !expected.test(message.text())) wrong.push(message.text());
  });
  page.on("pageerror", error => wrong.push(error.stack));
  page.on("dialog", dialog => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", request => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url()) && !expected.test(request.url())) wrong.push(`asked for ${request.url()}`);
  });
  try {
    await page.goto(base);
    await page.waitForSelector("main h1, main h2");
    await work(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

async function test(name, work) {
  n++;
  try {
    await work();
    console.log(`ok ${n} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${n} - ${name}`);
    for (const line of String(error.stack ?? error).split("\n").slice(0, 14)) console.log(`#   ${line}`);
  }
}

async function visit(page, hash) {
  await page.evaluate(target => { location.hash = target; }, hash);
  await page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector("main [role=status]")?.textContent?.match(/Loading|جارٍ/));
  await page.waitForLoadState("networkidle");
}

const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Words that lie on top of each other: boxes of text in the same block that overlap.
const overlaps = page => page.evaluate(() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg.plot")) {
    const boxes = [...svg.querySelectorAll("text")].map(text => [text.getBoundingClientRect(), text.textContent]);
    for (let i = 0; i < boxes.length; i++)
      for (let k = i + 1; k < boxes.length; k++) {
        const [a, b] = [boxes[i][0], boxes[k][0]];
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
          found.push(`${boxes[i][1]} / ${boxes[k][1]}`);
      }
  }
  return found;
});

// Letters of Arabic join across elements that touch within a line: words of two of them must not.
const joined = page => page.evaluate(() => {
  const found = [], arabic = /[\u0620-\u064a]/;
  for (const one of document.querySelectorAll("main span, main bdi, main a, main strong, main button")) {
    const next = one.nextSibling;
    if (one.closest(".article, q") || getComputedStyle(one).display !== "inline" || !next) continue;
    const inline = !(next instanceof Element) || getComputedStyle(next).display === "inline";
    if (inline && arabic.test(one.textContent.at(-1) ?? "") && arabic.test(next.textContent[0] ?? "")) found.push(`${one.textContent} | ${next.textContent}`);
  }
  return found;
});

const api = (page, path) => page.evaluate(target => fetch(`/api/v1/${target}`).then(answer => answer.json()), path);
async function mosul(page) {
  const found = await api(page, "incidents?place=Mosul");
  return found.items[0];
}

for (const [language, viewport] of [["ar", DESK], ["en", DESK], ["ar", PHONE], ["en", PHONE]])
  await test(`every view in ${language}, ${viewport.width} wide`, () => open(local, language, viewport, async page => {
    const reports = (await api(page, "reports?order=id")).items;
    const incident = (await mosul(page)).id;
    const hostile = reports.find(report => report.source.startsWith("<script>")).id;
    const links = [...VIEWS, `incident/${incident}`, `report/${reports.find(report => report.name === "a3").id}?event=a3%230`, `report/${hostile}`];
    assert.equal(await page.getAttribute("html", "dir"), language === "ar" ? "rtl" : "ltr");
    for (const name of links) {
      await visit(page, `#/${name}`);
      if (name === "map") await page.waitForSelector(".map[aria-busy=false] .pin");
      assert.equal(await overflow(page) <= 0, true, `${name} is wider than the window by ${await overflow(page)}`);
      assert.deepEqual(await overlaps(page), [], name);
      assert.deepEqual(await joined(page), [], name);
      if (folder) await page.screenshot({path: `${folder}/${name.replace(/[/?].*/, "")}${name.endsWith(hostile) ? "-hostile" : ""}-${language}-${viewport.width}.png`, fullPage: viewport === PHONE});
    }
  }));

await test("no script but the pages' own runs, and nothing is asked of others", () => open(local, "en", DESK, async page => {
  const headers = await page.evaluate(() => Promise.all(["/", "/app.js", "/map_worker.js", "/land_worker.js", "/api/v1/session"].map(path =>
    fetch(path).then(answer => [path, answer.status, answer.headers.get("content-security-policy")]))));
  for (const [path, status, policy] of headers) {
    assert.equal(status, 200, path);
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /script-src 'self'(;|$)/, path);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
  }
  const [blocked, ran] = await page.evaluate(() => new Promise(resolve => {
    const found = [];
    document.addEventListener("securitypolicyviolation", event => {
      found.push(event.effectiveDirective);
      if (found.length === 2) resolve([found.sort(), window.ran ?? null]);
    });
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    fetch("https://example.invalid/").catch(() => undefined);
    setTimeout(() => resolve([found, window.ran ?? null]), 3000);
  }));
  assert.deepEqual(blocked, ["connect-src", "script-src-elem"]);
  assert.equal(ran, null);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script:not([src]), [onclick], [style*='url']").length), 1, "the one of this test");
}, {}, /Content Security Policy|example\.invalid/));

await test("the script of a report stays text", () => open(local, "en", DESK, async page => {
  const hostile = (await api(page, "reports?order=id")).items.find(report => report.source.startsWith("<script>"));
  await visit(page, `#/report/${hostile.id}`);
  assert.match(await page.textContent(".article"), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.equal(await page.locator("a[href^='javascript']").count(), 0, "an address that is script is no link");
}));

await test("the language and the theme are switched, and kept", () => open(local, "ar", DESK, async page => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.selectOption("header select", "dark");
  assert.notEqual(await ground(), light);
  await page.click("header button[lang=en]");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await page.textContent("h1"), "Incidents");
  await page.waitForLoadState("networkidle");
  await page.reload();
  await page.waitForSelector("h1");
  assert.equal(await page.textContent("h1"), "Incidents");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  if (folder) {
    await visit(page, `#/report/${(await api(page, "reports?order=id")).items.find(report => report.name === "a3").id}?event=a3%230`);
    await page.screenshot({path: `${folder}/report-dark.png`});
  }
}));

await test("a link restores a view with its filters", () => open(local, "en", DESK, async page => {
  await page.goto(`${local}#/incidents?country=IRQ&category=ASSAULT&order=toll`);
  await page.waitForSelector(".cards li");
  assert.deepEqual(await page.locator(".cards strong").allInnerTexts(), ["Mosul, Iraq", "Kirkuk, Iraq"]);
  assert.equal(await page.inputValue("#filter-country"), "IRQ");
  await page.fill("#filter-place", "Mosul");
  await page.click(".filters button[type=submit]");
  await page.waitForFunction(() => document.querySelectorAll(".cards li").length === 1);
  assert.match(page.url(), /place=Mosul/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".cards li").length === 2);
  await page.click("summary:has-text('Export')");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".menu a:has-text('csv')")]);
  assert.match(download.suggestedFilename(), /^rasid-incidents-csv\.csv$/);
}));

await test("every format is exported of what is shown", () => open(local, "en", DESK, async page => {
  const incident = (await mosul(page)).id, report = (await api(page, "reports?order=id")).items.find(row => row.name === "a1").id;
  for (const view of ["incidents?country=IRQ", "search?what=events&category=ASSAULT", "search?what=reports&words=%D9%82%D8%AA%D9%84", "timeline", "map", "sources", `incident/${incident}`, `report/${report}`]) {
    await visit(page, `#/${view}`);
    const links = await page.evaluate(() => [...document.querySelectorAll(".menu-body a")].map(a => a.getAttribute("href")));
    assert.equal(links.length, 12, view);
    for (const link of links) {
      const [status, size] = await page.evaluate(href => fetch(href).then(async answer => [answer.status, (await answer.arrayBuffer()).byteLength]), link);
      assert.equal(status, 200, link);
      assert.ok(size > 20, `${link} is empty`);
    }
  }
}));

await test("a search finds by each filter, and by all together", () => open(local, "en", DESK, async page => {
  const shown = async filter => {
    await visit(page, `#/search?${filter}`);
    await page.waitForFunction(() => !/Loading/.test(document.querySelector("main").textContent));
    return page.locator("main").innerText();
  };
  const mosulIs = /Mosul/, tunis = /Tunis/;
  for (const [filter, has, lacks] of [
    ["what=incidents&words=%D8%A7%D9%86%D8%AA%D8%AD%D8%A7%D8%B1%D9%8A", mosulIs, tunis], ["what=incidents&category=PROTEST", tunis, mosulIs],
    ["what=incidents&mode=suicide-attack", mosulIs, tunis], ["what=incidents&country=TUN", tunis, mosulIs],
    ["what=incidents&place=Iraq", mosulIs, tunis], ["what=incidents&place=%D8%A7%D9%84%D8%B9%D8%B1%D8%A7%D9%82", mosulIs, tunis],
    ["what=incidents&place=Nineveh", mosulIs, tunis], ["what=incidents&actor=Islamic%20State", mosulIs, tunis],
    ["what=incidents&source=%D8%A5%D8%B0%D8%A7%D8%B9%D8%A9%20%D8%A7%D9%84%D8%B4%D8%B1%D9%82", mosulIs, tunis],
    ["what=incidents&from=2023-05-12&to=2023-05-12", tunis, mosulIs], ["what=incidents&toll=killed&toll_least=5", mosulIs, tunis],
    ["what=events&status=planned", /Nothing matches|planned/, /\bactual\n/],
    ["what=incidents&country=IRQ&category=ASSAULT&place=Mosul&mode=suicide-attack&toll=killed&toll_least=5&from=2023-05-10&to=2023-05-11", mosulIs, /Kirkuk/],
    ["what=incidents&review=rejected", /Nothing matches/, mosulIs]]) {
    const found = (await shown(filter)).split("Words are found")[1]; // what is below the form
    assert.match(found, has, filter);
    assert.doesNotMatch(found, lacks, filter);
  }
  await visit(page, "#/search?what=incidents");
  await page.selectOption("#filter-mode", "suicide-attack");
  await page.fill("#filter-toll_least", "5");
  await page.click(".filters button[type=submit]");
  await page.waitForFunction(() => document.querySelectorAll(".cards li").length === 1);
  assert.match(page.url(), /mode=suicide-attack.*toll=killed/);
}));

await test("an address that is none says so, and words of strangers are no pattern", () => open(local, "en", DESK, async page => {
  for (const [hash, shown] of [["#/nothing", /no such page/], ["#/constructor", /no such page/], ["#/__proto__", /no such page/], ["#/search/%E0%A4", /Search/]]) {
    await page.waitForLoadState("networkidle");
    await page.goto("about:blank");
    await page.goto(`${local}${hash}`);
    await page.waitForSelector("main", {timeout: 5000});
    assert.match(await page.textContent("main"), shown);
  }
  await page.waitForLoadState("networkidle");
  const name = "costs $& or $'";
  await page.route("**/api/v1/incidents?*", route => route.fulfill({status: 400, contentType: "application/json", body: JSON.stringify({error: name})}));
  await page.evaluate(() => { location.hash = "#/incidents"; });
  await page.waitForSelector("main .problem p");
  assert.ok((await page.textContent("main .problem p")).includes(name));
}));

await test("everything is reached by the keyboard", () => open(local, "en", DESK, async page => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement.matches(".card-link"))); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".claims");
  await visit(page, "#/map");
  await page.waitForSelector(".pin");
  await page.focus(".leaflet-marker-icon");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".map-side .card");
}));

await test("an incident shows every claim with its sentence, and leads into the report", () => open(local, "ar", DESK, async page => {
  await visit(page, `#/incident/${(await mosul(page)).id}`);
  const claims = await page.locator(".claim").allInnerTexts();
  assert.equal(claims.length, 5);
  assert.equal(await page.locator(".claim .sentence mark").count(), 5);
  assert.equal(await page.locator(".plot .claim-row").count(), 5);
  await page.click(".claim:has-text('ثمانية جنود') a");
  await page.waitForSelector(".article .pointed");
  assert.match(await page.textContent(".article .pointed"), /ثمانية جنود على الأقل/);
}));

await test("who claims what was done and who is blamed stand with their sentences; nobody named is unknown", async () => {
  const texts = {
    ar: {group: /الدولة/, accused: [/الشباب/, /شرطة \(الصومال\)/], unknown: /غير معروف/, nobody: /لا أحد يسمي الفاعل/, claims: "من يتبنى", blamed: "من يُنسب إليه"},
    en: {group: /Islamic State/, accused: [/Shabaab/, /police \(Somalia\)/], unknown: /unknown/, nobody: /Nobody names a perpetrator/, claims: "Who claims it", blamed: "Who is blamed"}};
  for (const language of ["ar", "en"]) await open(local, language, DESK, async page => {
    const text = texts[language];
    const one = async query => (await api(page, `incidents?${query}`)).items[0];
    const [claimed, blamed, unknown] = [await mosul(page), await one("country=SOM"), await one("place=Kirkuk")];
    assert.deepEqual([claimed, blamed, unknown].map(row => row.perpetrator), ["claimed", "blamed", "unknown"]);
    await visit(page, `#/incident/${claimed.id}`);
    const saying = page.locator(".perpetrator .said-claimed");
    assert.equal(await saying.count(), 1);
    assert.match(await saying.locator(".claim-head strong").innerText(), text.group);
    assert.match(await saying.innerText(), /إذاعة الشرق/);
    assert.match(await saying.locator(".sentence").innerText(), /وتبنى تنظيم الدولة الإسلامية الهجوم في بيان/);
    assert.ok((await page.locator("section.perpetrator h3").allInnerTexts()).includes(text.claims));
    await saying.locator("a").click();
    await page.waitForSelector(".article mark.chosen");
    await visit(page, `#/incident/${blamed.id}`);
    assert.deepEqual(await page.locator("section.perpetrator h3").allInnerTexts(), [text.blamed]);
    const accused = await page.locator(".perpetrator .said-blamed").innerText();
    for (const word of [...text.accused, /وكالة الشمال/, /هاجم مسلحون من حركة الشباب فندقا/]) assert.match(accused, word);
    await visit(page, `#/incident/${unknown.id}`);
    assert.match(await page.locator("section.perpetrator").innerText(), text.nobody);
    assert.equal(await page.locator(".said-claimed, .said-blamed").count(), 0);
    await visit(page, "#/incidents?country=IRQ&place=Kirkuk");
    assert.match(await page.locator(".cards .perpetrator").innerText(), text.unknown);
    await visit(page, "#/incidents?country=SOM");
    assert.equal(await page.locator(".cards .how-blamed").count(), 1);
  });
});

await test("lists call places and parties by their Arabic names on Arabic pages", () => open(local, "ar", DESK, async page => {
  await visit(page, "#/incidents?country=IRQ&place=Mosul");
  const card = await page.locator(".cards .card").first().innerText();
  for (const word of [/الموصل، العراق/, /انتحاري \(العراق\)/]) assert.match(card, word);
  assert.doesNotMatch(card, /[A-Za-z]/);
  await visit(page, "#/search?what=events&country=SOM");
  const rows = await page.locator("main tbody").innerText();
  for (const word of [/مقديشو/, /حركة الشباب/, /شرطة \(الصومال\)/]) assert.match(rows, word);
  await page.click("header button[lang=en]");
  await page.waitForFunction(() => /Mogadishu/.test(document.querySelector("main tbody")?.textContent));
  assert.match(await page.locator("main tbody").innerText(), /police \(Somalia\)/);
}));

await test("a claim has a link, and claims stand by time or by figure", () => open(local, "en", DESK, async page => {
  const {id} = await mosul(page);
  await visit(page, `#/incident/${id}`);
  const rows = () => page.evaluate(() => [...document.querySelectorAll(".range-plot")][0].querySelectorAll(".claim-row").length && [...document.querySelectorAll(".range-plot")[0].querySelectorAll(".plot-value")].map(text => text.textContent));
  assert.deepEqual(await rows(), ["5", "7", "≥ 8"], "the toll rises with the days");
  await page.click("button:has-text('By figure')");
  await page.waitForFunction(() => document.querySelector(".range-plot .plot-value")?.textContent === "≥ 8");
  assert.deepEqual(await rows(), ["≥ 8", "7", "5"]);
  await page.locator(".range-plot").first().locator(".claim-row").nth(1).click();
  await page.waitForSelector(".claim.pointed");
  assert.match(await page.textContent(".claim.pointed"), /سبعة جنود/);
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForSelector(".claim.pointed");
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("claim")), true, "the keyboard goes on from there");
}));

await test("what an event was read from is framed in the text", () => open(local, "ar", DESK, async page => {
  const report = (await api(page, "reports?order=id")).items.find(row => row.name === "a2");
  const {record, text} = await api(page, `reports/${report.id}`);
  await visit(page, `#/report/${report.id}`);
  assert.equal(await page.locator(".article mark.chosen").count(), 0);
  const points = Array.from(text), event = record.events.at(-1);
  await page.locator(".event-list button").last().click();
  const framed = (await page.locator(".article mark.chosen").allInnerTexts()).join("");
  assert.ok(framed.replaceAll(" ", "").includes(points.slice(event.trigger.start, event.trigger.end).join("").replaceAll(" ", "")), framed);
  for (const one of event.recipient.filter(party => party.start !== null))
    for (const word of points.slice(one.start, one.end).join("").split(" ")) assert.ok(framed.includes(word), `${word} is not framed`);
}));

await test("a report marks what its record has, and says why", () => open(local, "en", DESK, async page => {
  const report = (await api(page, "reports?order=id")).items.find(row => row.name === "a1");
  const {record, text} = await api(page, `reports/${report.id}`);
  await visit(page, `#/report/${report.id}`);
  const points = Array.from(text);
  const marked = await page.evaluate(() => [...document.querySelectorAll(".article mark")].map(mark => [mark.className, mark.textContent]));
  for (const event of record.events) {
    const words = points.slice(event.trigger.start, event.trigger.end).join("");
    assert.equal(words, event.trigger.text);
    const pieces = marked.filter(([kind]) => kind.includes("mark-trigger")).map(([, piece]) => piece).join("");
    assert.ok(pieces.replaceAll(" ", "").includes(words.replaceAll(" ", "")), words);
  }
  for (const toll of record.casualties) assert.ok(marked.some(([kind, piece]) => kind.includes("mark-toll") && toll.text.includes(piece)), toll.text);
  await page.click(".event-list button >> nth=1");
  assert.match(await page.textContent(".why"), /data\/ar\/frames\/assault\.tsv:\d+/);
  assert.match(page.url(), /event=a1%23\d/);
  await page.click(".layers label:has-text('times')");
  assert.equal(await page.locator(".article .mark-time").count(), 0);
}));

await test("the map pins towns, and shades what is known by country only", () => open(local, "en", DESK, async page => {
  await visit(page, "#/map");
  await page.waitForSelector(".leaflet-marker-icon[title*=Mosul]");
  const titles = await page.evaluate(() => [...document.querySelectorAll(".leaflet-marker-icon")].map(pin => pin.title));
  assert.ok(titles.some(title => /Mosul/.test(title)), titles.join());
  assert.ok(!titles.some(title => /Yemen/.test(title)), "a country has a pin");
  await page.waitForSelector(".leaflet-marker-icon.pin-rough");
  assert.equal(await page.locator(".leaflet-marker-icon.pin-rough").count(), 1, "a province is hollow");
  assert.match(await page.textContent(".map-side"), /Yemen\s*1/);
  const brush = await page.locator(".brush-plot").boundingBox();
  await page.mouse.move(brush.x + 5, brush.y + 20);
  await page.mouse.down();
  await page.mouse.move(brush.x + brush.width * 0.3, brush.y + 20, {steps: 4});
  await page.mouse.up();
  await page.waitForFunction(() => /from=2023-05-\d\d&to=2023-05-\d\d/.test(location.hash));
  await page.waitForSelector(".leaflet-marker-icon");
  assert.ok(!(await page.evaluate(() => [...document.querySelectorAll(".leaflet-marker-icon")].map(pin => pin.title))).some(title => /Mogadishu/.test(title)), "outside of the period");
}));

await test("time runs with the script, and a period is chosen on the timeline too", () => open(local, "ar", DESK, async page => {
  const drag = async (from, to) => {
    const box = await page.locator(".brush-plot").boundingBox();
    await page.mouse.move(box.x + box.width * from, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + 20, {steps: 4});
    await page.mouse.up();
    await page.waitForFunction(() => /from=/.test(location.hash));
    return page.evaluate(() => new URLSearchParams(location.hash.split("?")[1]).get("from"));
  };
  const dates = (await api(page, "incidents?order=oldest")).items.map(item => item.date).filter(Boolean).sort();
  await visit(page, "#/timeline");
  await page.waitForSelector(".brush-plot");
  assert.equal(await drag(0.99, 0.7), dates[0], "the first day is at the right");
  await page.waitForSelector(".brush-plot .bar.faint", {state: "attached"});
  await page.waitForFunction(most => document.querySelectorAll(".timeline")[0]?.querySelectorAll("a").length < most, dates.length);
  await visit(page, "#/timeline?country=IRQ");
  assert.equal(await page.locator(".timeline").first().locator("a").count(), 2);
  await page.locator(".tolls a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".claims");
}));

await test("what a part of the map shows can be listed, and is told when it lies outside", () => open(local, "en", DESK, async page => {
  await visit(page, "#/map?at=36.34,43.13,9");
  await page.waitForSelector(".leaflet-marker-icon");
  await page.waitForFunction(() => /outside of this part/.test(document.querySelector("main [role=status]").textContent));
  await page.click("main [role=status] a");
  await page.waitForSelector(".cards li");
  assert.deepEqual(await page.locator(".cards strong").allInnerTexts(), ["Mosul, Iraq"]);
  await visit(page, "#/map?from=2023-05-10&to=2023-05-11");
  await page.waitForSelector(".leaflet-marker-icon");
  const [icon] = await page.evaluate(() => [...document.querySelectorAll(".leaflet-marker-icon")].map(pin => [pin.title, pin.className]));
  assert.match(icon[0], /^1 incident near Mosul/);
  assert.match(icon[1], /pin-ASSAULT/);
  const square = await page.evaluate(() => {
    const canvas = document.querySelector(".leaflet-tile-container canvas");
    return [canvas?.width, canvas?.height];
  });
  assert.deepEqual(square, [513, 513], "the ground is drawn");
}));

await test("a correction takes the selected words as evidence, and is undone", () => open(local, "en", DESK, async page => {
  const report = (await api(page, "reports?order=id")).items.find(row => row.name === "d1");
  await visit(page, `#/report/${report.id}?event=d1%230`);
  await page.evaluate(() => {
    const line = [...document.querySelectorAll(".article [data-line]")].find(one => one.textContent.includes("باليمن"));
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent.indexOf("اليمن");
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 5);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      break;
    }
    document.querySelector(".article").dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
  });
  await page.click(".why .correct summary");
  assert.match(await page.textContent(".why .evidence"), /اليمن/);
  await page.selectOption(".why .correct select", "place");
  await page.fill(".why .correct input[id^=value]", "Sanaa");
  await page.click(".why .correct button[type=submit]");
  await page.waitForSelector(".history ins:has-text('Sanaa')");
  const row = (await api(page, "corrections")).items[0];
  const {text} = await api(page, `reports/${report.id}`);
  assert.equal(Array.from(text).slice(row.evidence_start, row.evidence_end).join(""), "اليمن");
  await page.click(".history button:has-text('Undo')");
  await page.waitForSelector(".history .undone");
  await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector(".article [data-line]"));
    document.querySelector(".article").dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
  });
  assert.equal(await page.locator(".why .evidence q").count(), 1);
  await visit(page, `#/incident/${(await mosul(page)).id}`);
  assert.equal(await page.locator(".evidence q").count(), 0, "words of a report are no evidence of an incident");
  assert.notEqual((await api(page, `events?report=${report.id}&limit=1`)).items[0].place, "Sanaa");
}));

await test("who acted is corrected with codes", () => open(local, "en", DESK, async page => {
  const report = (await api(page, "reports?order=id")).items.find(row => row.name === "f1");
  await visit(page, `#/report/${report.id}?event=f1%230`);
  await page.click(".why .correct summary");
  await page.selectOption(".why .correct select", "actor");
  await page.fill(".why .correct input[id^=value]", "Al-Shabaab [SOM REB]; somebody");
  await page.click(".why .correct button[type=submit]");
  await page.waitForSelector(".history ins");
  const event = (await api(page, `events?report=${report.id}&limit=1`)).items[0];
  assert.equal(event.actor, "Al-Shabaab; somebody");
  assert.equal((await api(page, `events?actor=SOM%20REB&report=${report.id}`)).items.some(row => row.id === event.id), true);
}));

await test("an incident is split, joined and accepted", () => open(local, "en", DESK, async page => {
  const id = (await mosul(page)).id;
  await visit(page, `#/incident/${id}`);
  await page.check(".split li:nth-child(3) input");
  await page.click(".split button");
  await page.waitForFunction(() => document.querySelectorAll(".split li").length === 2);
  const other = (await api(page, "incidents?place=Mosul")).items.find(item => item.id !== id);
  assert.equal(other.n_reports, 1);
  await page.fill("#join-with", String(other.id));
  await page.click(".join button");
  await page.waitForFunction(() => document.querySelectorAll(".split li").length === 3);
  await page.click(".reviewing > .buttons button:has-text('Accept')");
  await page.waitForSelector(".review-accepted");
  await visit(page, "#/review");
  assert.match(await page.textContent("main"), /Splitting and joining/);
  await visit(page, "#/audit");
  assert.match(await page.textContent("table"), /incident/);
}));

await test("an incident is joined with one near it, which is undone", () => open(local, "ar", DESK, async page => {
  const {id} = await mosul(page);
  await visit(page, `#/incident/${id}`);
  await page.check(".split li:nth-child(2) input");
  await page.click(".split button");
  await page.waitForFunction(() => document.querySelectorAll(".split li").length === 2);
  await page.click("summary:has-text('حوادث قريبة')");
  await page.click(".near li:has-text('الموصل') button");
  await page.waitForFunction(() => document.querySelectorAll(".split li").length === 3);
  await visit(page, "#/review");
  await page.click(".history li:first-child button:has-text('تراجع')");
  await page.waitForSelector(".history .undone");
  assert.equal((await api(page, "incidents?place=Mosul")).total, 2);
  await page.click(".history li:not(.undone):has-text('افصل') button:has-text('تراجع')");
  await page.waitForFunction(() => document.querySelectorAll(".history .undone").length >= 2);
  assert.equal((await api(page, "incidents?place=Mosul")).total, 1);
}));

await test("the queue leads from report to report; one is a duplicate, is commented, is rejected", () => open(local, "en", DESK, async page => {
  const reports = (await api(page, "reports?order=id")).items;
  await visit(page, "#/review");
  const waiting = (await api(page, "queue?limit=10")).items;
  assert.ok(waiting.every((row, i) => i === 0 || row.uncertainty <= waiting[i - 1].uncertainty), "the least certain is first");
  await page.click(".cards .card-link >> nth=0");
  await page.waitForSelector(`.head h1:has-text(${JSON.stringify(waiting[0].title)})`);
  await page.click("button:has-text('Next to review')");
  await page.waitForSelector(`.head h1:has-text(${JSON.stringify(waiting[1].title)})`);
  const [first, second] = [reports.find(row => row.name === "a1"), reports.find(row => row.name === "a2")];
  await visit(page, `#/report/${second.id}`);
  await page.fill("#duplicate-of", String(first.id));
  await page.click("form:has(#duplicate-of) button");
  await page.waitForSelector(".history ins:has-text('duplicate')");
  assert.equal((await api(page, `reports/${second.id}`)).duplicate_of, first.id);
  const incident = (await api(page, `reports/${second.id}`)).episodes[0].incident_id;
  const counted = async () => {
    await visit(page, `#/incident/${incident}`);
    const {n_reports, n_claims} = await api(page, `incidents/${incident}`);
    return [n_reports, n_claims, await page.locator(".claim").count(), await page.locator(".claim.duplicate").count(), await page.locator(".plot .claim-row").count()];
  };
  const once = await counted();
  assert.match(await page.locator(".claim.duplicate .duplicate-of").first().innerText(), new RegExp(`duplicate of #${first.id}: not counted`));
  assert.match(await page.locator(`tr:has-text(${JSON.stringify(second.title)})`).first().innerText(), /not counted/);
  await visit(page, `#/report/${second.id}`);
  await page.click(".history button:has-text('Undo')");
  await page.waitForSelector(".history .undone");
  const twice = await counted();
  assert.equal(twice[0], once[0] + 1, "reports");
  assert.equal(twice[1], once[1] + once[3], "claims that count");
  assert.deepEqual([once[2], once[4], twice[3], twice[4]], [twice[2], once[1], 0, twice[1]], "every claim is shown, the figure has those that count");
  assert.ok(once[3] > 0);
  await visit(page, `#/report/${second.id}`);
  await page.fill(`#comment-report-${second.id}`, "<b>خبر</b> 2 & more");
  await page.click(".comment button");
  await page.waitForSelector(".history li:has-text('<b>خبر</b> 2 & more')");
  await page.evaluate(() => document.querySelector(".reviewing h2").scrollIntoView());
  const before = await page.evaluate(() => scrollY);
  await page.click("section.reviewing > .buttons button:has-text('Reject')");
  await page.waitForSelector(".card-line .review-rejected");
  await page.waitForFunction(top => Math.abs(scrollY - top) < 60, before); // the page stays where it was
  await page.click(".history button:has-text('Undo') >> nth=0");
  await page.waitForFunction(() => !document.querySelector(".card-line .review-rejected"));
  await visit(page, "#/audit");
  const log = await page.textContent("table");
  for (const word of [/correct/, /comment/, /undo/]) assert.match(log, word);
}));

await test("sources are sorted by what they differ in", () => open(local, "en", DESK, async page => {
  await visit(page, "#/sources");
  await page.click("th a:has-text('First to report')");
  await page.waitForSelector("th a[aria-current]");
  const column = n => page.locator(`tbody td:nth-child(${n})`).allInnerTexts();
  const first = (await column(5)).map(Number);
  assert.deepEqual(first, [...first].sort((a, b) => b - a));
  assert.match((await column(1))[0], /وكالة الشمال/);
  assert.match(page.url(), /sort=first/);
}));

await test("a search is saved, has a feed, and is removed", () => open(local, "en", DESK, async page => {
  await visit(page, "#/search?what=incidents&country=IRQ");
  await page.fill("#search-name", "Iraq");
  await page.click("form:has(#search-name) button");
  await page.waitForSelector("td:has-text('Iraq')");
  const feed = await page.getAttribute("td a[href*='feeds']", "href");
  const text = await page.evaluate(address => fetch(address).then(answer => answer.text()), feed);
  assert.match(text, /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom">/);
  await page.click("td button");
  await page.waitForFunction(() => !document.querySelector("td"));
}));

await test("a page says that there is more, and shows it when it is asked to", () => open(local, "ar", DESK, async page => {
  await visit(page, "#/search?what=reports");
  await page.fill("#filter-words", "كلمات لم ترسل بعد");
  const before = (await api(page, "reports")).total, look = () => page.evaluate(() => { document.dispatchEvent(new Event("visibilitychange")); });
  await look();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator(".news").innerText(), "");
  const report = {id: "g1", source: "وكالة الشمال", published: "2023-06-07", title: "خبر جديد", text: "قتل جندي في اشتباك بمدينة تعز اليمنية اليوم الأربعاء، وفق الشرطة."};
  execFileSync(process.env.RASID, ["code", "--store", process.env.RASID_STORE, "-"], {input: JSON.stringify(report) + "\n", stdio: ["pipe", "ignore", "pipe"]});
  await look();
  await page.waitForSelector(".news:has-text('تقارير 1')");
  assert.equal(await page.inputValue("#filter-words"), "كلمات لم ترسل بعد", "what is being written stays");
  assert.equal(await page.locator("main td:has-text('خبر جديد')").count(), 0, "nothing moves before it is asked for");
  await page.click(".news button");
  await page.waitForSelector("main :text('خبر جديد')");
  assert.equal((await api(page, "reports")).total, before + 1);
  assert.equal(await page.locator(".news").innerText(), "");
}));

await test("nobody sees anything before the login, and roles hold", () => open(login, "en", PHONE, async page => {
  assert.match(page.url(), /#\/login/);
  assert.equal(await page.locator("header nav").count(), 0);
  await page.fill("#login-name", "reem");
  await page.fill("#login-password", "not her password");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".login .problem:not([hidden])");
  assert.match(await page.textContent(".login .problem"), /wrong/);
  if (folder) await page.screenshot({path: `${folder}/login-en-390.png`});
  await page.fill("#login-password", "password of reem");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".cards li");
  const {items} = await api(page, "incidents?limit=1");
  await visit(page, `#/incident/${items[0].id}`);
  assert.equal(await page.locator(".reviewing").count(), 0, "a reader corrects nothing");
  await visit(page, "#/review?offset=0");
  await page.context().clearCookies();
  await page.reload();
  await page.waitForSelector("#login-name");
  assert.equal(await page.evaluate(() => new URLSearchParams(location.hash.split("?")[1]).get("to")), "#/review?offset=0");
  await page.fill("#login-name", "reem");
  await page.fill("#login-password", "password of reem");
  await page.click("form button[type=submit]");
  await page.waitForSelector("main h1:has-text('Review')");
  await page.context().clearCookies();
  await page.evaluate(() => { location.hash = "#/review?offset=50"; });
  await page.waitForSelector("#login-name");
  await page.waitForLoadState("networkidle");
  assert.equal(await page.evaluate(() => new URLSearchParams(location.hash.split("?")[1]).get("to")), "#/review?offset=50");
  await page.fill("#login-name", "reem");
  await page.fill("#login-password", "password of reem");
  await page.click("form button[type=submit]");
  await page.waitForSelector("main h1:has-text('Review')");
  await page.click("button:has-text('Log out')");
  await page.waitForSelector("#login-name");
  await page.fill("#login-name", "amal");
  await page.fill("#login-password", "password of amal");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".cards li");
  await visit(page, `#/incident/${items[0].id}`);
  assert.equal(await page.locator(".reviewing").count(), 1, "a reviewer does");
  await visit(page, "#/audit");
  assert.match(await page.textContent("main"), /login/);
  assert.doesNotMatch(await page.textContent("main"), /Accounts/);
  await page.click("button:has-text('Log out')");
  await page.fill("#login-name", "badr");
  await page.fill("#login-password", "password of badr");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".cards li");
  await visit(page, "#/audit");
  await page.waitForSelector("section:has(h2:has-text('Accounts')) td");
  assert.deepEqual((await page.locator("section:has(h2:has-text('Accounts')) tbody tr").allInnerTexts()).map(row => row.split("\t").slice(0, 2).join(" ")).sort(),
    ["amal reviewer", "badr admin", "reem reader"]);
}));

await test("100,000 incidents on the map: counted, clustered, narrowed", () => open(local, "en", DESK, async page => {
  const many = 100000, random = seed => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const dice = random(8);
  const data = {total: many, ids: [], lats: [], lons: [], precisions: [], countries: [], categories: [], dates: [], places: [], killed: []};
  for (let i = 0; i < many; i++) {
    data.ids.push(i + 1);
    data.lats.push(Number((12 + dice() * 25).toFixed(4)));
    data.lons.push(Number((-10 + dice() * 65).toFixed(4)));
    data.precisions.push(["town", "town", "town", "admin1", "country"][i % 5]);
    data.countries.push(["IRQ", "SYR", "YEM", "LBY", "SDN"][Math.floor(dice() * 5)]);
    data.categories.push(i % 7 ? "ASSAULT" : "PROTEST");
    data.dates.push(new Date(Date.UTC(2015, 0, 1 + Math.floor(dice() * 3000))).toISOString().slice(0, 10));
    data.places.push(`Place ${i % 1000}`);
    data.killed.push(i % 11);
  }
  const body = JSON.stringify(data);
  let asked = 0;
  await page.route("**/api/v1/map*", route => {
    asked++;
    return route.fulfill({contentType: "application/json", body});
  });
  await visit(page, "#/map");
  await page.waitForSelector(".leaflet-marker-icon");
  assert.match(await page.textContent("main [role=status]"), /100,000 in all/);
  for (let i = 0; i < 3; i++) {
    await page.click(".leaflet-control-zoom-in");
    await page.waitForTimeout(300);
  }
  const box = await page.locator(".brush-plot").boundingBox();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 20, {steps: 6});
  await page.waitForFunction(() => !/100,000 in all/.test(document.querySelector("main [role=status]").textContent));
  assert.doesNotMatch(page.url(), /from=/, "it is shown while it is dragged");
  await page.mouse.up();
  await page.waitForFunction(() => /from=/.test(location.hash));
  const pins = await page.waitForFunction(() => { // they are drawn anew in steps
    const n = document.querySelectorAll(".leaflet-marker-icon").length;
    return n > 10 && n;
  });
  assert.ok(await pins.jsonValue() <= 250, `${await pins.jsonValue()} pins`);
  assert.equal(asked, 1, "another period asks the server for nothing");
}));

await test("after too many wrong passwords it says to wait", () => open(login, "ar", PHONE, async page => {
  for (let i = 0; i < 7; i++) {
    await page.fill("#login-name", "nobody");
    await page.fill("#login-password", `wrong ${i}`);
    await Promise.all([page.waitForResponse("**/api/v1/login"), page.click("form button[type=submit]")]);
  }
  await page.waitForSelector(".login .problem:has-text('محاولات كثيرة')");
  if (folder) await page.screenshot({path: `${folder}/login-ar-390.png`});
}));

await browser.close();
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
