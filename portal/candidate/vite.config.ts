import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/**
 * The candidate's page is a build of its own: no chunk, and so no library, can come over from the console.
 * Its targets are the web views that WeChat still runs in.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: "/i/",
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    outDir: "../dist/i",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2019", "chrome79", "safari13"],
    cssTarget: ["chrome79", "safari13"],
  },
  server: {
    port: 5174,
    proxy: { "/api": "http://127.0.0.1:8080", "/config.json": "http://127.0.0.1:8080" },
  },
});
