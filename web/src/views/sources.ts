// sources.ts - what each source reports, how early, and how its tolls differ.
import {get, type List, type SourceRow} from "../api.ts";
import {bdi, h} from "../dom.ts";
import {number, t} from "../i18n.ts";
import {exportMenu} from "../filters.ts";
import {date, load, table} from "../parts.ts";
import {link, type Route} from "../router.ts";

function decimal(value: string | number | null): HTMLElement {
  return h("span", {dir: "ltr"}, typeof value === "number" ? value.toFixed(value >= 10 ? 0 : 2) : "–");
}
const whole = (value: string | number | null): HTMLElement => h("span", {dir: "ltr"}, number(Number(value ?? 0)));

// The columns that can be sorted by, and what each sorts.
const COLUMNS = {
  reports: ["sources.reports", "n_reports"], events: ["sources.events", "n_events"], incidents: ["sources.incidents", "n_incidents"],
  first: ["sources.first", "n_first"], late: ["sources.lag", "days_late"], toll: ["sources.toll", "killed_ratio"],
} as const;
type Column = keyof typeof COLUMNS;

// The most first; what is not known last.
function sorted(rows: SourceRow[], by: string | null): SourceRow[] {
  if (!by || !Object.hasOwn(COLUMNS, by)) return rows;
  const key = COLUMNS[by as Column][1];
  return [...rows].sort((a, b) => Number(b[key] ?? -Infinity) - Number(a[key] ?? -Infinity));
}

export function sourcesView(route: Route): HTMLElement {
  const box = h("div", {}), by = route.params.get("sort");
  const head = (name: Column): HTMLElement => h("a", {href: link("sources", "", {sort: name}), "aria-current": by === name ? "true" : null}, t(COLUMNS[name][0]));
  void load(box, async () => {
    const found = await get<List<SourceRow>>("sources?limit=1000");
    if (found.total === 0) return h("p", {}, t("none"));
    return table(t("nav.sources"),
      [t("source"), head("reports"), head("events"), head("incidents"), head("first"), head("late"), head("toll"), t("sources.span")],
      sorted(found.items, by).map(row => [h("a", {href: link("search", "", {what: "reports", source: String(row.name)})}, bdi(String(row.name))),
        whole(row.n_reports), whole(row.n_events), whole(row.n_incidents), whole(row.n_first), decimal(row.days_late),
        Number(row.n_killed_claims ?? 0) > 0 ? decimal(row.killed_ratio) : "–", [date(row.first as string | null), " – ", date(row.last as string | null)]]));
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.sources")),
    exportMenu("sources", "", "reports")),
  h("p", {class: "muted"}, t("sources.about")), box, h("p", {class: "muted small"}, t("sources.note")));
}
