// highlight.ts - a text with marks that may overlap. Positions count code points, as records do.
import {h} from "./dom.ts";

export interface Mark { start: number; end: number; kind: string; title: string; key?: string }

// The text as spans between all borders of marks; `from` is the position of its first letter.
// Those of kind "chosen" are no colour but a frame.
export function highlighted(points: string[], marks: Mark[], from: number, to: number, onmark?: (mark: Mark) => void): (HTMLElement | string)[] {
  const inside = marks.filter(mark => mark.end > from && mark.start < to && mark.end > mark.start);
  const borders = new Set<number>([from, to]);
  for (const mark of inside) {
    borders.add(Math.max(from, mark.start));
    borders.add(Math.min(to, mark.end));
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const out: (HTMLElement | string)[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const text = points.slice(sorted[i], sorted[i + 1]).join("");
    const covering = inside.filter(mark => mark.start <= sorted[i] && mark.end >= sorted[i + 1])
      .sort((a, b) => (a.end - a.start) - (b.end - b.start));
    if (covering.length === 0) {
      out.push(text);
      continue;
    }
    // The shortest mark is the one meant by a click; all of them colour the letters.
    const kinds = [...new Set(covering.map(mark => mark.kind))];
    out.push(h("mark", {
      class: kinds.map(kind => kind === "chosen" ? kind : `mark-${kind}`).join(" "),
      title: covering.map(mark => mark.title).filter(Boolean).join("\n"),
      "data-start": sorted[i],
      onclick: onmark ? () => onmark(covering.find(mark => mark.key) ?? covering[0]) : null,
    }, text));
  }
  return out;
}

// Where a selection lies in the text: code points, or null where it is outside. Elements with data-start say where they begin.
export function selectedRange(root: Element): {start: number; end: number; text: string} | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const start = position(root, range.startContainer, range.startOffset);
  const end = position(root, range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : {start, end, text: selection.toString()};
}

function position(root: Element, node: Node, offset: number): number | null {
  const line = (node instanceof Element ? node : node.parentElement)?.closest("[data-line]");
  if (!line || !root.contains(line)) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return Number(line.getAttribute("data-line")) + Array.from(before.toString()).length;
}
