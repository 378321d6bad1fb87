// login.ts - name and password.
import {ApiError, post, type Session} from "../api.ts";
import {fill, h} from "../dom.ts";
import {t} from "../i18n.ts";
import type {Route} from "../router.ts";

export function loginView(route: Route, entered: (session: Session) => void): HTMLElement {
  const name = h("input", {id: "login-name", type: "text", autocomplete: "username", required: true, dir: "auto"});
  const password = h("input", {id: "login-password", type: "password", autocomplete: "current-password", required: true, dir: "ltr"});
  const status = h("p", {class: "problem", role: "alert", hidden: true});
  return h("form", {class: "login", onsubmit: (event: Event) => {
    event.preventDefault();
    post<Session>("login", {name: name.value, password: password.value}).then(session => {
      entered(session);
      const to = route.params.get("to") ?? "";
      location.hash = to.startsWith("#/") && !to.startsWith("#/login") ? to : "#/incidents";
    }, error => {
      status.hidden = false;
      fill(status, error instanceof ApiError && error.status === 429 ? t("login.slow")
        : error instanceof ApiError && error.status === 401 ? t("login.failed") : t("error", String(error.message)));
      password.value = "";
      password.focus();
    });
  }}, h("h1", {}, t("login")), h("div", {class: "field"}, h("label", {for: "login-name"}, t("login.name")), name),
  h("div", {class: "field"}, h("label", {for: "login-password"}, t("login.password")), password),
  h("button", {type: "submit", class: "primary"}, t("login.do")), status);
}
