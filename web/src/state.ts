// state.ts - who looks, and how: the session, and what this browser remembers.
import type {Session} from "./api.ts";
import type {Language} from "./i18n.ts";

export type Theme = "auto" | "light" | "dark";
let session: Session | null = null;
export const who = (): Session | null => session;
export function setSession(value: Session | null): void { session = value; }
export const mayReview = (): boolean => session?.role === "reviewer" || session?.role === "admin";

function remembered(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
}
function remember(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* it is forgotten with the page, then */ }
}

export function rememberedLanguage(): Language {
  const kept = remembered("language");
  if (kept === "ar" || kept === "en") return kept;
  return navigator.languages.some(name => name.startsWith("ar")) || !navigator.languages.some(name => name.startsWith("en")) ? "ar" : "en";
}
export const rememberLanguage = (language: Language): void => remember("language", language);

export function theme(): Theme {
  const kept = remembered("theme");
  return kept === "light" || kept === "dark" ? kept : "auto";
}
export function setTheme(name: Theme): void {
  remember("theme", name);
  applyTheme();
}
export function applyTheme(): void {
  const name = theme();
  if (name === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", name);
}
