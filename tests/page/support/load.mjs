// The page's own modules, compiled by the page's own Vite: no second tool chain, and no browser.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after } from "node:test";

const root = process.env.ASSAY_PAGE;
const folder = join(root, "node_modules", "vite");
const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const entry = typeof exports["."] === "string" ? exports["."] : (exports["."].import?.default ?? exports["."].import ?? exports["."].default);
const { createServer } = await import(pathToFileURL(join(folder, entry)));
const vite = await createServer({
  root, configFile: false, appType: "custom", logLevel: "error", optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
after(() => vite.close());

/** A module below src/, such as "core/words.ts". */
export const load = (path) => vite.ssrLoadModule(`/src/${path}`);
