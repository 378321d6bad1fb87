// names.ts - Arabic names for what lists call in English: labels of parties are made of an actor, or of a role and a country, and places are
// those of the gazetteer, so that the tables they come from (build.mjs) lead back. What they do not have stays as it is.
import {country, countryByName, lang} from "./i18n.ts";

interface Names { actors: Record<string, string>; roles: Record<string, string>; places: Record<string, string> }
let names: Names | null = null;

// Fetches them once, where the pages are in Arabic.
export async function loadNames(): Promise<void> {
  if (lang() !== "ar" || names) return;
  const answer = await fetch("/names.json");
  if (answer.ok) names = await answer.json() as Names;
}

const of = (table: Record<string, string> | undefined, key: string): string | null => table && Object.hasOwn(table, key) ? table[key] : null;

function role(label: string): string | null {
  const whole = of(names?.roles, label);
  if (whole) return whole;
  const parts = label.split(", ").map(part => of(names?.roles, part));
  return parts.length > 1 && parts.every(part => part !== null) ? parts.join("، ") : null;
}

// A label of a party: "Islamic State", "Iraq", "soldier (Iraq)"; null where a part of it has no Arabic name.
export function arabicParty(label: string): string | null {
  if (lang() !== "ar") return null;
  const iso3 = countryByName(label);
  const name = of(names?.actors, label) ?? (iso3 ? country(iso3) : null) ?? role(label);
  const composed = name ? null : /^(.+) \(([^()]+)\)$/.exec(label);
  if (!composed) return name;
  const [who, land] = [role(composed[1]), countryByName(composed[2])];
  return who && land ? `${who} (${country(land)})` : null;
}

export const partyName = (label: string): string => arabicParty(label) ?? label;

export function placeName(name: string, iso3: string | null): string {
  return (lang() === "ar" ? of(names?.places, `${name}|${iso3 ?? ""}`) : null) ?? name;
}
