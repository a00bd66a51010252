// The address after `#`: which page, and what is open on it, so that a reload and a link lead back.
import { signal } from "@preact/signals";

export type PageName = "workbench" | "calibration" | "changes";

export interface Route {
  page: PageName;
  pack?: string;
  file?: string;
  line?: string;
  report?: string;
  tab?: string;
}

const kPages: PageName[] = ["workbench", "calibration", "changes"];
const kKeys = ["pack", "file", "line", "report", "tab"] as const;

function read(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const found: Route = { page: kPages.find((page) => page === path) ?? "workbench" };
  const values = new URLSearchParams(query);
  for (const key of kKeys) {
    const value = values.get(key);
    if (value) found[key] = value;
  }
  return found;
}

export const route = signal<Route>(read());
addEventListener("hashchange", () => (route.value = read()));

export function addressOf(to: Route): string {
  const values = new URLSearchParams();
  for (const key of kKeys) {
    const value = to[key];
    if (value) values.set(key, value);
  }
  const query = values.toString();
  return `#/${to.page}${query ? `?${query}` : ""}`;
}

/** Changes parts of the address; a new page is a step in the browser's history, a new file or report is not. */
export function go(change: Partial<Route>): void {
  const next = { ...route.value, ...change };
  const address = addressOf(next);
  if (address === location.hash) return;
  if (change.page && change.page !== route.value.page) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  route.value = next;
}
addEventListener("popstate", () => (route.value = read()));
