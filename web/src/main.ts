// main.ts - the frame around the views: head, navigation, language, theme; draws the view that the address names.
import "./fonts.css";
import "./style.css";
import {get, post, type Session, setToken} from "./api.ts";
import {type Child, fill, h} from "./dom.ts";
import {lang, number, setLanguage, t} from "./i18n.ts";
import {loadNames} from "./names.ts";
import {newsLine, watchNews} from "./news.ts";
import {onRedraw, redraw} from "./redraw.ts";
import {current, link, type Route} from "./router.ts";
import {applyTheme, rememberedLanguage, rememberLanguage, setSession, setTheme, theme, type Theme, who} from "./state.ts";
import {alertsView} from "./views/alerts.ts";
import {auditView} from "./views/audit.ts";
import {incidentView} from "./views/incident.ts";
import {incidentsView} from "./views/incidents.ts";
import {loginView} from "./views/login.ts";
import {mapView} from "./views/map.ts";
import {reportView} from "./views/report.ts";
import {reviewView} from "./views/review.ts";
import {searchView} from "./views/search.ts";
import {sourcesView} from "./views/sources.ts";
import {timelineView} from "./views/timeline.ts";

const VIEWS: Record<string, (route: Route) => HTMLElement> = {
  incidents: incidentsView, incident: incidentView, report: reportView, search: searchView, map: mapView,
  timeline: timelineView, sources: sourcesView, review: reviewView, alerts: alertsView, audit: auditView,
  login: route => loginView(route, enter),
};
const NAV = ["incidents", "map", "timeline", "search", "sources", "review", "alerts"] as const;

function enter(session: Session): void {
  setSession(session);
  setToken(session.csrf);
}

function navigation(route: Route): HTMLElement {
  return h("nav", {"aria-label": t("nav")}, h("ul", {}, NAV.map(name => h("li", {},
    h("a", {href: link(name), "aria-current": route.view === name ? "page" : null}, t(`nav.${name}`))))));
}

function controls(): Child {
  const session = who();
  const pick = h("select", {"aria-label": t("theme"), value: theme(), onchange: () => setTheme(pick.value as Theme)},
    (["auto", "light", "dark"] as const).map(name => h("option", {value: name}, t(`theme.${name}`))));
  return h("div", {class: "controls"}, pick,
    h("button", {type: "button", lang: lang() === "ar" ? "en" : "ar", onclick: () => {
      setLanguage(lang() === "ar" ? "en" : "ar");
      rememberLanguage(lang());
      void loadNames().catch(() => undefined).then(draw); // without them the names stay English
    }}, t("language")),
    session?.login && session.user ? h("button", {type: "button", onclick: () => void post("logout", {}).finally(() => void start("#/login"))}, `${t("logout")} (${session.user})`) : null);
}

function draw(): void {
  const route = current();
  const session = who();
  if (session?.login && !session.user && route.view !== "login") {
    location.hash = link("login", "", location.hash.length > 2 ? {to: location.hash} : {});
    return;
  }
  const make = Object.hasOwn(VIEWS, route.view) ? VIEWS[route.view] : null;
  document.title = `${t("app")} – ${titleOf(route)}`;
  const main = h("main", {id: "main", tabindex: "-1"}, make ? make(route) : h("p", {}, t("notfound")));
  fill(document.body,
    h("a", {class: "skip", href: "#main", onclick: (event: Event) => { event.preventDefault(); main.focus(); }}, t("skip")),
    h("header", {}, h("a", {class: "brand", href: link("incidents")}, h("img", {src: "/icon.svg", alt: "", width: "28", height: "28"}), t("app")),
      session && (!session.login || session.user) ? navigation(route) : null, controls()),
    newsLine(session?.counts ?? null),
    main,
    h("footer", {}, session?.counts ? h("p", {class: "muted small"}, t("store.counts", number(session.counts.reports), number(session.counts.events), number(session.counts.incidents)),
      session.login ? "" : ` · ${t("local")}`) : null,
    h("p", {class: "muted small"}, h("bdi", {}, `Rasid ${session?.version ?? ""}`), " · ", h("a", {href: "/openapi.json"}, "OpenAPI"), " · ", h("a", {href: "/licences.txt"}, t("licences")))));
  showCurrent();
}

// On a phone the navigation is wider than the window.
function showCurrent(): void {
  const nav = document.querySelector("header nav"), here = nav?.querySelector("[aria-current]");
  if (!nav || !here) return;
  const [outer, inner] = [nav.getBoundingClientRect(), here.getBoundingClientRect()];
  nav.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

function titleOf(route: Route): string {
  if (route.view === "incident") return t("incident.n", route.argument);
  if (route.view === "report") return `${t("report")} ${route.argument}`;
  if (route.view === "login") return t("login");
  return (NAV as readonly string[]).includes(route.view) ? t(`nav.${route.view as (typeof NAV)[number]}`) : t("nav.audit");
}

async function start(target?: string): Promise<void> {
  try {
    const [session] = await Promise.all([get<Session>("session"), loadNames().catch(() => undefined)]);
    enter(session);
  } catch (error) {
    fill(document.body, h("main", {}, h("p", {class: "problem", role: "alert"}, t("error", error instanceof Error ? error.message : String(error))),
      h("button", {type: "button", onclick: () => void start()}, t("retry"))));
    return;
  }
  if (target && location.hash !== target) location.hash = target;
  else draw();
}

setLanguage(rememberedLanguage());
applyTheme();
onRedraw(() => { // what was looked at stays where it is
  const top = scrollY, end = Date.now() + 3000;
  const back = (): void => {
    scrollTo(0, top);
    if (scrollY < top - 1 && Date.now() < end) setTimeout(back, 30); // it is still being loaded
  };
  draw();
  back();
});
addEventListener("hashchange", () => {
  draw();
  scrollTo(0, 0);
  document.getElementById("main")?.focus({preventScroll: true});
});
watchNews(redraw);
void start();
