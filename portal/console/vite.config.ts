import vue from "@vitejs/plugin-vue";
import elementPlus from "unplugin-element-plus/vite";
import { defineConfig } from "vite";

import { fullCalendarStyles } from "./fullcalendar-styles";

/** The laptop's gateway, for `npm run dev:console` beside a running stack. */
const gateway = "http://127.0.0.1:8080";

/** The console, at the root of the site. Emptying dist/ also drops dist/i, so the candidate's page is built after it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [fullCalendarStyles(), vue(), elementPlus({})],
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: { outDir: "../dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    port: 5173,
    proxy: { "/api": gateway, "/config.json": gateway, "/_cognito": gateway },
  },
});
