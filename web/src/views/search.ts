// search.ts - incidents, events and reports by words and filters; a search can be kept as an alert.
import {type EventRow, get, type Incident, type List, post, type ReportRow} from "../api.ts";
import {bdi, type Child, fill, h} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {code, day, number, t} from "../i18n.ts";
import {badge, claimant, date, incidentCard, load, PAGE, pager, party, reviewState, table, where} from "../parts.ts";
import {change, link, type Route} from "../router.ts";

type What = "incidents" | "events" | "reports";

async function results(route: Route, what: What): Promise<Child> {
  const path = `${what}?${query(route, {order: route.params.get("order") ?? "newest", limit: String(PAGE), offset: route.params.get("offset") ?? ""})}`;
  const total = (n: number): Child => h("p", {class: "muted", role: "status"}, t("total", number(n)));
  if (what === "incidents") {
    const found = await get<List<Incident>>(path);
    return found.total === 0 ? t("none") : [total(found.total), h("ul", {class: "cards"}, found.items.map(incidentCard)), pager(route, found.total)];
  }
  if (what === "events") {
    const found = await get<List<EventRow>>(path);
    return found.total === 0 ? t("none") : [total(found.total), table(t("events"),
      [t("category"), t("trigger"), t("actor"), t("recipient"), t("place"), t("date"), t("status"), t("claimant"), t("report")],
      found.items.map(event => [[badge(event.category), " ", reviewState(event.review)], bdi(event.trigger_text), party(event.actor), party(event.recipient),
        where(event), date(event.date), code("status", event.status), claimant(event),
        h("a", {href: link("report", event.report_id, {event: event.code})}, bdi(event.title, t("open.report")))])), pager(route, found.total)];
  }
  const found = await get<List<ReportRow>>(path);
  return found.total === 0 ? t("none") : [total(found.total), h("ul", {class: "cards"}, found.items.map(report => h("li", {class: "card"},
    h("a", {class: "card-link", href: link("report", report.id)}, h("strong", {}, bdi(report.title, report.name))),
    h("div", {class: "card-line"}, bdi(report.source, t("sources.none")), h("span", {class: "muted"}, day(report.published)),
      h("span", {class: "muted"}, `${t("events")}: ${number(report.n_events)}`), reviewState(report.review))))), pager(route, found.total)];
}

function saveForm(route: Route): Child {
  const name = h("input", {type: "text", id: "search-name", dir: "auto", autocomplete: "off"});
  const status = h("span", {role: "status"});
  return h("form", {class: "inline-form", onsubmit: (event: Event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    post("searches", {name: name.value.trim(), query: query(route)})
      .then(() => { location.hash = link("alerts"); }, error => fill(status, t("error", String(error.message))));
  }}, h("label", {for: "search-name"}, t("alerts.save")), name, h("button", {type: "submit"}, t("review.save")), status);
}

export function searchView(route: Route): HTMLElement {
  const what = (route.params.get("what") ?? "events") as What;
  const list = h("div", {});
  const tab = (name: What): Child => h("button", {type: "button", "aria-pressed": String(name === what), onclick: () => change({what: name, offset: ""})}, t(`what.${name}`));
  const view = h("div", {},
    h("div", {class: "head"}, h("h1", {}, t("nav.search")), exportMenu(what, query(route))),
    h("div", {class: "tabs"}, tab("incidents"), tab("events"), tab("reports")),
    filterForm(route, {open: true, status: what === "events", order: [["newest", t("order.newest")], ["oldest", t("order.oldest")]]}),
    h("p", {class: "muted small"}, t("search.hint")), list, saveForm(route));
  void load(list, () => results(route, what));
  return view;
}
