// news.ts - asks now and then whether the store has more than is shown, and says so in a line; nothing changes under the reader's hands.
import {get} from "./api.ts";
import {fill, h} from "./dom.ts";
import {number, t} from "./i18n.ts";

const EVERY_MS = 30000;
interface Changes { reports: number; incidents: number }

let shown: Changes | null = null; // what there was when the view was drawn
let latest: Changes | null = null;
let line: HTMLElement | null = null;
let show: () => void = () => undefined;

function tell(): void {
  if (!line || !shown || !latest) return;
  const reports = Math.max(0, latest.reports - shown.reports), incidents = Math.max(0, latest.incidents - shown.incidents);
  fill(line, reports + incidents === 0 ? null : [t("news", number(reports), number(incidents)), " ",
    h("button", {type: "button", class: "small", onclick: () => show()}, t("news.show"))]);
}

async function ask(): Promise<void> {
  if (!shown || document.hidden) return;
  try {
    latest = await get<Changes>("changes");
    tell();
  } catch { /* the server is away or the session has ended: the next thing that is done says so */ }
}

// The line, empty, of a view that is being drawn; `counts`: what the store had when the page began, null of nobody.
export function newsLine(counts: Changes | null): HTMLElement {
  shown = counts ? latest ?? counts : null;
  line = h("div", {class: "news", role: "status"});
  return line;
}

// Begins to ask; `redraw` shows the view anew.
export function watchNews(redraw: () => void): void {
  show = redraw;
  setInterval(() => void ask(), EVERY_MS);
  document.addEventListener("visibilitychange", () => void ask());
}
