// i18n.ts - the two languages of the pages. A text is a line of a table, Arabic beside English, so that none is missing.
import countries from "generated/countries.json";
import {labels} from "./labels.ts";

export type Language = "ar" | "en";
let language: Language = "ar";

export function setLanguage(name: Language): void {
  language = name;
  document.documentElement.lang = name;
  document.documentElement.dir = name === "ar" ? "rtl" : "ltr";
}
export const lang = (): Language => language;
export const rtl = (): boolean => language === "ar";

// The text called `key`; {0}, {1} … are replaced.
export function t(key: keyof typeof labels, ...values: (string | number)[]): string {
  const pair = labels[key];
  return values.reduce<string>((text, value, i) => text.replace(`{${i}}`, () => String(value)), pair[language === "ar" ? 0 : 1]);
}

// The label of a code, such as "category.ASSAULT"; the code itself where there is none.
export function code(kind: string, name: string | null | undefined): string {
  if (!name) return "–";
  const key = `${kind}.${name}`;
  return Object.hasOwn(labels, key) ? t(key as keyof typeof labels) : name;
}

type Table = Record<string, [number, string, string]>;
const table = countries as unknown as Table;
export function country(iso3: string | null | undefined): string {
  if (!iso3) return "–";
  const row = Object.hasOwn(table, iso3) ? table[iso3] : null;
  return row ? row[language === "ar" ? 2 : 1] : code("country", iso3);
}
const byName = new Map(Object.entries(table).map(([iso3, row]) => [row[1], iso3]));
export const countryByName = (english: string): string | null => byName.get(english) ?? null;
export const countryNumber = (iso3: string): number => table[iso3]?.[0] ?? 0;
export const countryCodes = (): string[] => Object.keys(table);
export function countryList(): [string, string][] {
  return Object.keys(table).map(iso => [iso, country(iso)] as [string, string]).sort((a, b) => a[1].localeCompare(b[1], language));
}

export function number(value: number): string {
  return new Intl.NumberFormat(language === "ar" ? "ar-u-nu-latn" : "en-GB").format(value);
}

const months = new Map<string, Intl.DateTimeFormat>();
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = months.get(key);
  if (!found) months.set(key, found = new Intl.DateTimeFormat(language === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB", {...options, timeZone: "UTC"}));
  return found;
}

// A day "2022-03-14", a month "2022-03", a year or a range "…/…" as people write it.
export function day(value: string | null | undefined): string {
  if (!value) return "–";
  if (value.includes("/")) return value.split("/").map(day).join(" – ");
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(value);
  if (!parts) return value;
  const date = new Date(Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)));
  if (parts[3]) return formatter({day: "numeric", month: "short", year: "numeric"}).format(date);
  if (parts[2]) return formatter({month: "long", year: "numeric"}).format(date);
  return parts[1];
}

// A moment "2022-03-14T05:06:07Z".
export function moment(value: string | null | undefined): string {
  if (!value) return "–";
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return formatter({day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit"}).format(date);
}

// Bounds: "7", "7–9", "≥ 14"; left-to-right in both languages, to be put into an element with dir="ltr".
export function bounds(low: number, high: number | null): string {
  if (high === null) return `≥ ${low}`;
  return low === high ? String(low) : `${low}–${high}`;
}
