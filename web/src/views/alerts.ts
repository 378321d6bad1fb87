// alerts.ts - saved searches, each with a feed.
import {get, type List, remove, type Saved} from "../api.ts";
import {bdi, fill, h} from "../dom.ts";
import {t} from "../i18n.ts";
import {load, table} from "../parts.ts";
import {link, type Route} from "../router.ts";
import {redraw} from "../redraw.ts";

export function alertsView(_route: Route): HTMLElement {
  const box = h("div", {}), status = h("p", {role: "status"});
  void load(box, async () => {
    const found = await get<List<Saved>>("searches?limit=1000");
    if (found.total === 0) return h("p", {}, t("alerts.none"), " ", h("a", {href: link("search")}, t("nav.search")));
    return table(t("nav.alerts"), [t("alerts.name"), t("alerts.query"), t("alerts.feed"), ""], found.items.map(row => [
      bdi(row.name), h("a", {href: link("search", "", new URLSearchParams("what=incidents&" + row.query))}, h("bdi", {}, row.query || t("filter.any"))),
      h("a", {href: row.feed ?? `/api/v1/feeds/${row.id}`}, "Atom"),
      h("button", {type: "button", class: "small", onclick: () =>
        void remove(`searches/${row.id}`).then(redraw, error => fill(status, t("error", String(error.message))))}, t("alerts.delete"))]));
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.alerts"))), h("p", {class: "muted"}, t("alerts.about")), box, status);
}
