// dom.ts - makes elements. Text becomes text nodes and never markup: nothing in these pages parses HTML.

export type Child = Node | string | number | null | undefined | false | Child[];
type Props = Record<string, unknown>;

function append(parent: Node, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) for (const one of child) append(parent, one);
  else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
}

function set(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else if (name === "value") (element as HTMLInputElement).value = String(value);
    else if (name === "checked" || name === "disabled" || name === "selected" || name === "open")
      (element as unknown as Props)[name] = true;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

// h("a", {href: "#/", onclick: f}, "text", child…)
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  append(element, children);
  set(element, props); // after the children: a select takes its value from its options
  return element;
}

// The same for SVG.
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K, props: Props = {}, ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  append(element, children);
  set(element, props);
  return element;
}

export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

// Text in whatever direction it has, kept apart from what stands around it.
export function bdi(text: string | null | undefined, fallback = "–"): HTMLElement {
  return h("bdi", {}, text || fallback);
}
