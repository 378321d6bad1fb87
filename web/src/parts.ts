// parts.ts - pieces that several views have.
import {ApiError, type Claimed, type Incident, type Where} from "./api.ts";
import {bdi, type Child, fill, h} from "./dom.ts";
import {bounds, code, country, day, lang, number, t} from "./i18n.ts";
import {partyName, placeName} from "./names.ts";
import {change, current, link, type Route} from "./router.ts";

export const PAGE = 50;

export function badge(category: string): HTMLElement {
  return h("span", {class: `badge category-${category}`}, code("category", category));
}

export function modes(list: string): Child {
  return list ? h("span", {}, list.split(" ").map(mode => h("span", {class: "mode"}, code("mode", mode)))) : null;
}

// "9–12, best 11".
export function figure(low: number | null, best: number | null, high: number | null): HTMLElement {
  if (low === null) return h("span", {class: "muted"}, "–");
  const range = h("span", {class: "figure", dir: "ltr"}, bounds(low, high));
  return best === null || best === low || best === high ? range
    : h("span", {class: "nowrap"}, range, lang() === "ar" ? "، " : ", ", h("span", {class: "muted small"}, t("toll.best.of"), " "), h("span", {class: "figure", dir: "ltr"}, String(best)));
}

export const killed = (i: Incident): HTMLElement => figure(i.killed_low, i.killed_best, i.killed_high);
export const wounded = (i: Incident): HTMLElement => figure(i.wounded_low, i.wounded_best, i.wounded_high);

// "Baqubah, Diyala, Iraq": as far as it is known.
export function where(w: Where): HTMLElement {
  if (!w.place && !w.country) return h("span", {class: "muted"}, t("unknown"));
  const name = w.precision === "country" || !w.place ? null : bdi(placeName(w.place, w.country));
  const land = w.country ? country(w.country) : null;
  return h("span", {class: "where"}, name, name && land ? h("span", {class: "muted"}, lang() === "ar" ? "، " : ", ") : null,
    land && h("bdi", {class: name ? "muted" : ""}, land));
}

export function party(label: string | null, land: string | null = null): HTMLElement {
  if (!label && !land) return h("span", {class: "muted"}, t("unknown"));
  return bdi(label ? partyName(label) : country(land));
}

export function claimant(c: Claimed): Child {
  if (!c.claim_kind && !c.claimant) return h("span", {class: "muted"}, t("the.report"));
  return [c.claimant ? bdi(partyName(c.claimant)) : h("span", {class: "muted"}, t("anonymous")),
    c.claim_kind ? h("span", {class: "muted small"}, ` · ${code("claimkind", c.claim_kind)}`) : null];
}

export function reviewState(state: string): HTMLElement | null {
  if (!state) return null;
  const name = state.startsWith("duplicate") ? "rejected" : state;
  return h("span", {class: `review review-${name}`}, code("review.state", name));
}

// A session that has ended: to the login, and from there back to this view. Several parts of a view may find it out.
export function toLogin(): void {
  if (current().view !== "login") location.hash = link("login", "", {to: location.hash});
}

// Shows `work`'s result in `box`, or that it is loading, or why it failed.
export async function load(box: Element, work: () => Promise<Child>): Promise<void> {
  fill(box, h("p", {class: "muted", role: "status"}, t("loading")));
  try {
    fill(box, await work());
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      toLogin();
      return;
    }
    fill(box, h("div", {class: "problem", role: "alert"},
      h("p", {}, t("error", error instanceof Error ? error.message : String(error))),
      h("button", {type: "button", onclick: () => void load(box, work)}, t("retry"))));
    if (!(error instanceof ApiError)) console.error(error);
  }
}

export function pager(route: Route, total: number): HTMLElement | null {
  const offset = Number(route.params.get("offset") ?? 0);
  if (total <= PAGE && offset === 0) return null;
  const button = (label: string, to: number, on: boolean): HTMLElement =>
    h("button", {type: "button", disabled: !on, onclick: () => { change({offset: to > 0 ? String(to) : ""}); scrollTo(0, 0); }}, label);
  return h("nav", {class: "pager"},
    button(t("previous"), Math.max(0, offset - PAGE), offset > 0),
    h("span", {}, t("shown", number(Math.min(offset + 1, total)), number(Math.min(offset + PAGE, total)), number(total))),
    button(t("next"), offset + PAGE, offset + PAGE < total));
}

export function table(caption: string, heads: Child[], rows: Child[][]): HTMLElement {
  return h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
    h("table", {class: heads.length > 5 ? "many" : ""}, h("caption", {class: "hidden"}, caption),
      h("thead", {}, h("tr", {}, heads.map(head => h("th", {scope: "col"}, head)))),
      h("tbody", {}, rows.map(cells => h("tr", {}, cells.map(cell => h("td", {}, cell)))))));
}

// A definition list of what is known.
export function facts(pairs: [string, Child][]): HTMLElement {
  return h("dl", {class: "facts"}, pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

// A day that is not broken between two lines; of a range both are not.
export const date = (value: string | null): HTMLElement => h("span", {}, (value ?? "").split("/").map((one, i) =>
  [i > 0 ? " – " : null, h("span", {class: "nowrap"}, day(one))]));

// When it was, or, where that is not known, when it was first told of.
export function when(i: Incident): string {
  return i.date ? day(i.date) : i.first_published ? t("undated.reported", day(i.first_published)) : t("undated");
}

// That who acted is known by its own word, or by that of others only.
function perpetrator(i: Incident): Child {
  return i.perpetrator === "claimed" || i.perpetrator === "blamed" ? [" ", h("span", {class: `how how-${i.perpetrator}`}, code("how", i.perpetrator))] : null;
}

// "1 report", "25 reports".
const counted = (one: Parameters<typeof t>[0], many: Parameters<typeof t>[0], n: number): string => n === 1 ? t(one) : t(many, number(n));

export function incidentCard(i: Incident): HTMLElement {
  return h("li", {class: "card"},
    h("a", {class: "card-link", href: link("incident", i.id)},
      badge(i.category), " ", h("strong", {}, where(i)), " ",
      h("span", {class: "muted"}, when(i))),
    h("div", {class: "card-line"}, modes(i.modes), reviewState(i.review)),
    h("div", {class: "card-line"},
      h("span", {class: "perpetrator"}, h("span", {class: "muted"}, `${t("actor")}: `), party(i.actor), perpetrator(i)),
      i.recipient ? h("span", {}, h("span", {class: "muted"}, `${t("recipient")}: `), party(i.recipient)) : null),
    h("div", {class: "card-line"},
      i.killed_low !== null ? h("span", {}, h("span", {class: "muted"}, `${t("killed")}: `), killed(i)) : null,
      i.wounded_low !== null ? h("span", {}, h("span", {class: "muted"}, `${t("wounded")}: `), wounded(i)) : null,
      h("span", {class: "muted"}, counted("one.report", "n.reports", i.n_reports)),
      i.n_claims > 0 ? h("span", {class: "muted"}, counted("one.claim", "n.claims", i.n_claims)) : null));
}
