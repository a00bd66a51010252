import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy allows few data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
