// review.ts - the queue: reports that nobody has looked at, the most doubtful first; and what was split and joined.
import {get, type List, type Operation, post, type ReportRow} from "../api.ts";
import {bdi, fill, h} from "../dom.ts";
import {filterForm, query} from "../filters.ts";
import {day, moment, number, t} from "../i18n.ts";
import {load, PAGE, pager} from "../parts.ts";
import {link, type Route} from "../router.ts";
import {mayReview} from "../state.ts";
import {redraw} from "../redraw.ts";

export function reviewView(route: Route): HTMLElement {
  const queue = h("div", {}), moves = h("div", {});
  void load(queue, async () => {
    const found = await get<List<ReportRow>>(`queue?${query(route, {limit: String(PAGE), offset: route.params.get("offset") ?? ""})}`);
    if (found.total === 0) return h("p", {}, t("none"));
    const filter = query(route);
    return [h("p", {class: "muted", role: "status"}, t("total", number(found.total))),
      h("ul", {class: "cards"}, found.items.map(report => h("li", {class: "card"},
        h("a", {class: "card-link", href: link("report", report.id, {queue: filter})}, h("strong", {}, bdi(report.title, report.name))),
        h("div", {class: "card-line"}, h("meter", {min: "0", max: "1", value: 1 - report.uncertainty, "aria-label": t("confidence")}),
          h("span", {class: "muted"}, `${t("confidence")}: `, h("span", {dir: "ltr"}, (1 - report.uncertainty).toFixed(2))),
          bdi(report.source, t("sources.none")), h("span", {class: "muted"}, day(report.published)),
          h("span", {class: "muted"}, `${t("events")}: `, number(report.n_events)),
          report.n_tolls > 0 ? h("span", {class: "muted"}, `${t("tolls")}: `, number(report.n_tolls)) : null)))), pager(route, found.total)];
  });
  void load(moves, async () => {
    const found = await get<List<Operation & {undone_by: number | null; n_moves: number}>>("operations?limit=30");
    const byHand = found.items.filter(one => one.kind !== "auto");
    if (byHand.length === 0) return null;
    const status = h("p", {role: "status"});
    return h("section", {}, h("h2", {}, t("review.operations")), h("ul", {class: "history"}, byHand.map(one => h("li", {class: one.undone_by !== null ? "undone" : ""},
      h("span", {class: "muted"}, moment(one.at)), " ", bdi(one.who), " · ", t(one.kind === "merge" ? "review.join.do" : one.kind === "undo" ? "review.undo" : "review.split"), " ",
      one.note ? bdi(one.note) : null, " ",
      one.undone_by !== null ? h("span", {class: "muted"}, t("review.undone")) : mayReview() && one.kind !== "undo" ? h("button", {type: "button", class: "small", onclick: () =>
        void post(`operations/${one.id}/undo`, {}).then(redraw, error => fill(status, t("error", String(error.message))))}, t("review.undo")) : null))), status);
  });
  return h("div", {}, h("div", {class: "head"}, h("h1", {}, t("nav.review")), h("a", {class: "button", href: link("audit")}, t("nav.audit"))),
    mayReview() ? null : h("p", {class: "problem"}, t("review.readonly")),
    h("p", {class: "muted"}, t("review.queue")), filterForm(route, {dates: false}), queue, moves);
}
