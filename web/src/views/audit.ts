// audit.ts - everything that was done, and by whom.
import {type AuditRow, get, type List} from "../api.ts";
import {bdi, type Child, h} from "../dom.ts";
import {code, moment, number, t} from "../i18n.ts";
import {load, PAGE, pager, table} from "../parts.ts";
import {link, type Route} from "../router.ts";
import {who} from "../state.ts";

// What was acted on, with a way to it.
function target(row: AuditRow): Child {
  if (!row.target) return "–";
  const name = h("bdi", {}, `${row.target} ${row.target_id ?? ""}`);
  return row.target_id && (row.target === "incident" || row.target === "report") ? h("a", {href: link(row.target, row.target_id)}, name) : name;
}

interface Account { name: string; role: string; added: string; disabled: number }

// Who may log in: for those who may see that.
async function accounts(): Promise<Child> {
  const found = await get<List<Account>>("users?limit=1000");
  if (found.total === 0) return null;
  return h("section", {}, h("h2", {}, t("accounts")), table(t("accounts"), [t("login.name"), t("account.role"), t("account.added"), ""],
    found.items.map(row => [bdi(row.name), code("role", row.role), moment(row.added), row.disabled ? t("account.disabled") : null])));
}

export function auditView(route: Route): HTMLElement {
  const box = h("div", {}), people = h("div", {});
  if (who()?.login && who()?.role === "admin") void load(people, accounts);
  void load(box, async () => {
    const found = await get<List<AuditRow>>(`audit?limit=${PAGE}&offset=${Number(route.params.get("offset") ?? 0)}`);
    if (found.total === 0) return h("p", {}, t("none"));
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total))),
      table(t("nav.audit"), [t("audit.when"), t("audit.who"), t("audit.action"), t("audit.target"), t("audit.detail")],
        found.items.map(row => [moment(row.at), bdi(row.who), h("bdi", {}, row.action),
          target(row), bdi(row.detail)])), pager(route, found.total)];
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.audit"))), box, people);
}
