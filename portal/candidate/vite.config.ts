import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The candidate's page is a build of its own: no chunk, and so no library, can come over from the console. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/i/",
  plugins: [vue()],
  build: { outDir: "../dist/i", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    port: 5174,
    proxy: { "/api": "http://127.0.0.1:8080", "/config.json": "http://127.0.0.1:8080" },
  },
});
