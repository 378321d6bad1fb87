// filters.ts - the form of filters, and the menu of exports. What is chosen stands in the address, so that a link has it.
import {type Child, h} from "./dom.ts";
import {code, countryList, lang, t} from "./i18n.ts";
import {labels} from "./labels.ts";
import {link, type Route} from "./router.ts";

export const FILTERS = ["words", "category", "mode", "country", "place", "actor", "source", "status", "from", "to",
  "toll_least", "toll", "review", "report", "incident", "south", "west", "north", "east", "order"];

const CATEGORIES = Object.keys(labels).filter(key => key.startsWith("category.")).map(key => key.slice(9));
const MODES = Object.keys(labels).filter(key => key.startsWith("mode.")).map(key => key.slice(5));
const STATUSES = ["actual", "negated", "denied", "planned", "hypothetical", "historical"];

// The parameters of the route that the API knows, as a query.
export function query(route: Route, more: Record<string, string> = {}): string {
  const params = new URLSearchParams();
  for (const name of FILTERS) {
    const value = route.params.get(name);
    if (value) params.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) if (value) params.set(name, value);
  return params.toString();
}

function field(name: string, label: string, input: HTMLElement): HTMLElement {
  input.id = `filter-${name}`;
  input.setAttribute("name", name);
  return h("div", {class: "field"}, h("label", {for: `filter-${name}`}, label), input);
}

function choice(value: string, options: [string, string][]): HTMLElement {
  return h("select", {value}, h("option", {value: ""}, t("filter.any")), options.map(([key, label]) => h("option", {value: key}, label)));
}

export interface FilterOptions { words?: boolean; status?: boolean; dates?: boolean; order?: [string, string][]; open?: boolean } // the first order is the one without any; open: before anything is chosen

export function filterForm(route: Route, options: FilterOptions = {}): HTMLElement {
  const value = (name: string): string => route.params.get(name) ?? "";
  const text = (name: string, type = "text"): HTMLElement => h("input", {type, value: value(name), autocomplete: "off", dir: type === "text" ? "auto" : "ltr"});
  const form = h("form", {class: "filters", onsubmit: (event: Event) => { event.preventDefault(); apply(); }},
    options.words === false ? null : field("words", t("filter.q"), text("words", "search")),
    field("category", t("filter.category"), choice(value("category"), CATEGORIES.map(key => [key, code("category", key)]))),
    field("mode", t("filter.mode"), choice(value("mode"), MODES.map(key => [key, code("mode", key)]))),
    field("country", t("filter.country"), choice(value("country"), countryList())),
    field("place", t("filter.place"), text("place")),
    field("actor", t("filter.actor"), text("actor")),
    field("source", t("filter.source"), text("source")),
    options.status ? field("status", t("filter.status"), choice(value("status"), STATUSES.map(key => [key, code("status", key)]))) : null,
    options.dates === false ? null : field("from", t("filter.from"), text("from", "date")),
    options.dates === false ? null : field("to", t("filter.to"), text("to", "date")),
    field("toll_least", t("filter.killed"), h("input", {type: "number", min: "0", value: value("toll_least"), dir: "ltr"})),
    field("review", t("filter.review"), choice(value("review"), ["none", "accepted", "corrected", "rejected"].map(key =>
      [key, code("review.state", key === "none" ? "none" : key)]))),
    options.order ? field("order", t("filter.order"), h("select", {value: value("order") || options.order[0][0]}, options.order.map(([key, label]) => h("option", {value: key}, label)))) : null,
    h("div", {class: "buttons"},
      h("button", {type: "submit", class: "primary"}, t("filter.apply")),
      h("button", {type: "button", onclick: () => { location.hash = link(route.view, route.argument, kept(route)); }}, t("filter.clear"))));

  function apply(): void {
    const params = kept(route);
    for (const [name, entry] of new FormData(form)) if (entry) params.set(name, String(entry));
    if (params.has("toll_least")) params.set("toll", "killed");
    if (params.get("order") === options.order?.[0][0]) params.delete("order"); // as it is without
    location.hash = link(route.view, route.argument, params);
  }
  const used = FILTERS.filter(name => name !== "order" && value(name) !== "").length, wide = matchMedia("(min-width: 48rem)").matches;
  return h("details", {class: "filter-box", open: options.open ? wide || used === 0 : wide && used > 0},
    h("summary", {}, t("filters"), used > 0 ? h("span", {class: "count"}, String(used)) : null), form);
}

// Parameters that are no filters stay as they are.
function kept(route: Route): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, entry] of route.params) if (!FILTERS.includes(name) && name !== "offset") params.set(name, entry);
  return params;
}

const FORMATS = ["jsonl", "table", "csv", "tsv", "plover", "gdelt", "ucdp", "acled", "geojson", "markdown", "html"];

// A menu of links that export what is shown; the formats of records those of `records`.
export function exportMenu(view: string, filter: string, records = view): HTMLElement {
  const target = (format: string): string => `/api/v1/export/${format === "rows" ? view : records}?format=${format}&lang=${lang()}${filter ? "&" + filter : ""}`;
  const item = (format: string, label: Child): HTMLElement => h("li", {}, h("a", {href: target(format), download: true}, label));
  return h("details", {class: "menu"},
    h("summary", {}, t("export")),
    h("div", {class: "menu-body"},
      h("p", {class: "muted small"}, t("export.as")),
      h("ul", {}, item("rows", t("export.rows")), FORMATS.map(format => item(format, format)))));
}
