// router.ts - what is shown stands in the address behind #: "#/view/argument?name=value". Every view is restored by its
// link, and going back works; nothing of it is sent to the server with the page.

export interface Route { view: string; argument: string; params: URLSearchParams }

// A part of an address as it was written; one that is cut or not ours is taken as it stands.
function decoded(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

export function current(): Route {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [view, argument] = path.split("/", 2);
  return {view: view || "incidents", argument: decoded(argument ?? ""), params: new URLSearchParams(query ?? "")};
}

export function link(view: string, argument: string | number = "", params?: URLSearchParams | Record<string, string>): string {
  const query = params === undefined ? "" : new URLSearchParams(params).toString();
  return `#/${view}${argument === "" ? "" : "/" + encodeURIComponent(String(argument))}${query ? "?" + query : ""}`;
}

// Changes parameters of the view that is shown; "" takes one away. `quietly`: no new entry in the history, no redraw.
export function change(values: Record<string, string>, quietly = false): void {
  const route = current();
  for (const [name, value] of Object.entries(values)) {
    if (value === "") route.params.delete(name);
    else route.params.set(name, value);
  }
  const target = link(route.view, route.argument, route.params);
  if (quietly) history.replaceState(null, "", target);
  else location.hash = target;
}
