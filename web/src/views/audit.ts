// audit.ts - everything that was done, and by whom.
import {type AuditRow, get, type List} from "../api.ts";
import {bdi, h} from "../dom.ts";
import {moment, number, t} from "../i18n.ts";
import {load, PAGE, pager, table} from "../parts.ts";
import type {Route} from "../router.ts";

export function auditView(route: Route): HTMLElement {
  const box = h("div", {});
  void load(box, async () => {
    const found = await get<List<AuditRow>>(`audit?limit=${PAGE}&offset=${Number(route.params.get("offset") ?? 0)}`);
    if (found.total === 0) return h("p", {}, t("none"));
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total))),
      table(t("nav.audit"), [t("audit.when"), t("audit.who"), t("audit.action"), t("audit.target"), t("audit.detail")],
        found.items.map(row => [moment(row.at), bdi(row.who), h("bdi", {}, row.action),
          row.target ? h("bdi", {}, `${row.target} ${row.target_id ?? ""}`) : "–", bdi(row.detail)])), pager(route, found.total)];
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.audit"))), box);
}
