// incident.ts - one incident: who says what about it, side by side.
import {type Claim, type EventParty, type EventRow, get, type IncidentPage, type PartyRow} from "../api.ts";
import {bdi, type Child, h} from "../dom.ts";
import {bounds, code, day, number, t} from "../i18n.ts";
import {badge, claimant, date, facts, figure, killed, load, modes, party, reviewState, table, when, where, wounded} from "../parts.ts";
import {incidentToll, rangePlot} from "../plot.ts";
import {exportMenu} from "../filters.ts";
import {change, link, type Route} from "../router.ts";
import {history, incidentReview} from "../correct.ts";
import {mayReview} from "../state.ts";

const KINDS = ["killed", "wounded", "killed_or_wounded", "killed_attackers"];

export function sourceOf(claim: Claim): string {
  return claim.source || t("sources.none");
}

// In the order in which they were published, so that a toll is seen to rise, or by figure, so that it is seen who agrees.
function ordered(claims: Claim[], order: string | null): Claim[] {
  const height = (claim: Claim): number => claim.high ?? claim.low;
  return order === "figure" ? [...claims].sort((a, b) => b.low - a.low || height(b) - height(a))
    : [...claims].sort((a, b) => (a.published ?? "").localeCompare(b.published ?? "") || a.report_id - b.report_id || (a.start_at ?? 0) - (b.start_at ?? 0));
}

// That another report of the incident counts in place of this one.
function duplicate(of: number | null): Child {
  return of === null ? null : [" ", h("a", {class: "review review-rejected duplicate-of", href: link("report", of)}, t("duplicate.of", `#${of}`))];
}

function plots(page: IncidentPage, claims: Claim[], route: Route): Child {
  const kinds = KINDS.filter(kind => page.claims.some(claim => claim.kind === kind && claim.duplicate_of === null));
  if (kinds.length === 0) return null;
  const order = route.params.get("claims") ?? "time";
  const target = (claim: Claim): string => {
    const params = new URLSearchParams(route.params);
    params.set("claim", String(claim.id));
    return link("incident", page.id, params);
  };
  return h("section", {}, h("div", {class: "head"}, h("h2", {}, t("range.plot")),
    h("div", {class: "tabs"}, ["time", "figure"].map(name => h("button", {type: "button", class: "small", "aria-pressed": String(order === name),
      onclick: () => change({claims: name === "time" ? "" : name, claim: ""})}, t(name === "time" ? "claims.time" : "claims.figure"))))),
  h("p", {class: "muted small"}, t("range.note")),
  kinds.map(kind => h("figure", {class: "plot-box"}, h("figcaption", {}, code("kind", kind)),
    rangePlot(claims.filter(claim => claim.kind === kind && claim.duplicate_of === null), kind, incidentToll(page, kind), sourceOf, target))));
}

// The toll by every rule: rows are kinds, columns rules.
function rules(page: IncidentPage): Child {
  const kinds = KINDS.filter(kind => page.tolls.some(toll => toll.kind === kind));
  const names = ["bounds", "conservative", "ucdp", "latest-official"];
  if (kinds.length === 0) return null;
  return h("section", {}, h("h2", {}, t("rules")), table(t("rules"), ["", ...names.map(name => code("rule", name))],
    kinds.map(kind => [code("kind", kind), ...names.map(name => {
      const toll = page.tolls.find(one => one.kind === kind && one.rule === name);
      return toll ? figure(toll.low, toll.best, toll.high) : "–";
    })])));
}

// The sentence of a claim or an event with its own words marked.
function sentence(text: string | undefined, words: string | null, mark: string): Child {
  if (!text) return words ? h("q", {dir: "auto"}, words) : null;
  const at = words ? text.indexOf(words) : -1;
  return h("q", {dir: "auto", lang: "ar", class: "sentence"}, at < 0 || !words ? text
    : [text.slice(0, at), h("mark", {class: mark}, words), text.slice(at + words.length)]);
}

function claimList(page: IncidentPage, claims: Claim[]): Child {
  if (claims.length === 0) return null;
  return h("section", {}, h("h2", {}, t("claims")),
    h("ol", {class: "claims"}, claims.map(claim => h("li", {class: claim.duplicate_of === null ? "claim" : "claim duplicate", id: `claim-${claim.id}`, tabindex: "-1"},
      h("div", {class: "claim-head"},
        h("span", {class: `kind kind-${claim.kind}`}, code("kind", claim.kind)), " ",
        h("strong", {dir: "ltr"}, `${claim.approx ? "~" : ""}${bounds(claim.low, claim.high)}`), " ",
        h("span", {}, bdi(claim.source, t("sources.none"))), " ",
        h("span", {class: "muted"}, date(claim.published)), duplicate(claim.duplicate_of)),
      h("div", {class: "claim-who"}, h("span", {class: "muted"}, `${t("claimant")}: `), claimant(claim)),
      sentence(page.sentences[String(claim.id)], claim.text, "mark-toll"),
      h("a", {class: "small", href: link("report", claim.report_id, {at: String(claim.start_at ?? 0)})}, t("open.report"))))));
}

// How often who acts is said to have done it by itself and by others.
function howKnown(row: PartyRow): Child {
  return (["claimed", "blamed"] as const).map(how => {
    const n = how === "claimed" ? row.n_claimed : row.n_blamed;
    return n > 0 ? [" ", h("span", {class: `how how-${how}`}, code("how", how), " ", h("span", {dir: "ltr"}, `×${n}`))] : null;
  });
}

// Each sentence in which a party claims what was done, or is blamed for it, once: several events may stand in it.
function accusations(page: IncidentPage, how: "claimed" | "blamed"): Child {
  const repeated = new Map(page.episodes.map(episode => [episode.report_id, episode.duplicate_of]));
  const rows = new Map<string, {party: EventParty; event: EventRow}>();
  for (const party of page.event_parties) {
    const event = party.how_known === how && (party.country || party.sector) ? page.events.find(one => one.id === party.event_id) : undefined;
    if (!event) continue;
    const key = [party.country, party.sector, event.report_id, page.event_sentences[String(event.id)] ?? event.id].join("|");
    if (!rows.has(key)) rows.set(key, {party, event});
  }
  if (rows.size === 0) return null;
  const list = [...rows.values()].sort((a, b) => (a.event.published ?? "").localeCompare(b.event.published ?? "") || a.event.id - b.event.id);
  return [h("h3", {}, t(how === "claimed" ? "who.claimed" : "who.blamed")),
    h("ol", {class: "claims"}, list.map(({party: one, event}) => h("li", {class: `accusation said-${how}`},
      h("div", {class: "claim-head"}, h("strong", {}, party(one.label, one.country)), " ",
        one.text && one.text !== one.label ? [h("q", {dir: "auto", lang: "ar"}, one.text), " "] : null,
        h("span", {}, bdi(event.source, t("sources.none"))), " ", h("span", {class: "muted"}, date(event.published)), duplicate(repeated.get(event.report_id) ?? null)),
      h("div", {class: "claim-who"}, h("span", {class: "muted"}, `${t("claimant")}: `), claimant(event)),
      sentence(page.event_sentences[String(event.id)], event.trigger_text, "mark-trigger"),
      h("a", {class: "small", href: link("report", event.report_id, {event: event.code})}, t("open.report")))))];
}

function whoDidIt(page: IncidentPage): Child {
  return h("section", {class: "perpetrator"}, h("h2", {}, t("perpetrator")), h("p", {}, code("perpetrator", page.perpetrator)),
    accusations(page, "claimed"), accusations(page, "blamed"));
}

function sides(page: IncidentPage, role: string): Child {
  const rows = page.parties.filter(row => row.role === role);
  if (rows.length === 0) return h("span", {class: "muted"}, t("unknown"));
  return h("ul", {class: "inline"}, rows.map(row => h("li", {}, party(row.label, row.country),
    row.sector ? h("span", {class: "code"}, row.sector) : null, " ", h("span", {class: "muted small", dir: "ltr"}, `×${row.n_events}`), howKnown(row))));
}

function reports(page: IncidentPage): Child {
  return h("section", {}, h("h2", {}, t("reports")), table(t("reports"), [t("published"), t("source"), t("report")],
    page.episodes.map(episode => [date(episode.published), bdi(episode.source, t("sources.none")),
      [h("a", {href: link("report", episode.report_id)}, bdi(episode.title, `#${episode.report_id}`)), duplicate(episode.duplicate_of)]])));
}

const EVENTS_OPEN = 12; // more are folded up

function events(page: IncidentPage): Child {
  const rows = table(t("events"),
    [t("category"), t("trigger"), t("actor"), t("recipient"), t("place"), t("date"), t("status"), t("report")],
    page.events.map(event => [[badge(event.category), reviewState(event.review)], bdi(event.trigger_text), party(event.actor), party(event.recipient), where(event),
      date(event.date), code("status", event.status), h("a", {href: link("report", event.report_id, {event: event.code})}, bdi(event.source, t("open.report")))]));
  return h("section", {}, h("details", {open: page.events.length <= EVENTS_OPEN},
    h("summary", {class: "heading"}, h("h2", {}, t("events")), " ", h("span", {class: "count"}, number(page.events.length))), rows));
}

// Shows the claim that the link names.
function pointOut(claim: string | null): void {
  const found = claim ? document.getElementById(`claim-${claim}`) : null;
  found?.classList.add("pointed");
  found?.scrollIntoView({block: "center"});
  found?.focus({preventScroll: true});
}

export function incidentView(route: Route): HTMLElement {
  const box = h("div", {});
  void load(box, async () => {
    const page = await get<IncidentPage>(`incidents/${encodeURIComponent(route.argument)}`);
    const claims = ordered(page.claims, route.params.get("claims"));
    setTimeout(() => pointOut(route.params.get("claim")), 0);
    return [
      h("div", {class: "head"}, h("h1", {}, badge(page.category), " ", where(page), h("span", {class: "muted"}, " · "), h("span", {class: "muted"}, when(page))),
        exportMenu("incidents", `id=${page.id}`)),
      h("p", {class: "card-line"}, modes(page.modes), h("span", {class: "muted"}, t("incident.n", page.id)), reviewState(page.review)),
      facts([[t("killed"), killed(page)], [t("wounded"), wounded(page)],
        [t("actor"), sides(page, "actor")], [t("recipient"), sides(page, "recipient")],
        [t("first.reported"), day(page.first_published)], [t("reports"), number(page.n_reports)]]),
      plots(page, claims, route), rules(page), claimList(page, claims), whoDidIt(page), reports(page), events(page),
      mayReview() ? incidentReview(page) : null,
      history(page.corrections, page.comments),
    ];
  });
  return box;
}
