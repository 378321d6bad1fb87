// incidents.ts - the list of incidents.
import {get, type Incident, type List} from "../api.ts";
import {h} from "../dom.ts";
import {exportMenu, filterForm, query} from "../filters.ts";
import {number, t} from "../i18n.ts";
import {incidentCard, load, PAGE, pager} from "../parts.ts";
import type {Route} from "../router.ts";
import {who} from "../state.ts";

export function incidentsView(route: Route): HTMLElement {
  const list = h("div", {});
  const view = h("div", {},
    h("div", {class: "head"}, h("h1", {}, t("nav.incidents")), exportMenu("incidents", query(route))),
    filterForm(route, {order: [["newest", t("order.newest")], ["oldest", t("order.oldest")], ["toll", t("order.deadliest")]]}),
    list);
  void load(list, async () => {
    const found = await get<List<Incident>>(`incidents?${query(route, {limit: String(PAGE), offset: route.params.get("offset") ?? ""})}`);
    if (found.total === 0) return h("p", {}, who()?.counts?.reports === 0 ? t("empty.store") : t("none"));
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total))),
      h("ul", {class: "cards"}, found.items.map(incidentCard)), pager(route, found.total)];
  });
  return view;
}
