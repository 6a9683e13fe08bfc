import "../shared/tokens.css";
import "./element.css";
import "./styles.css";
import "./forms.css";
import "./hues.css";

import { createApp } from "vue";

import App from "./App.vue";
import { i18n } from "./i18n";
import { router } from "./router";
import { applyScheme } from "./scheme";

applyScheme();
createApp(App).use(i18n).use(router).mount("#app");

/** Installed or not, the console then opens without a network too (H6); a browser that refuses misses only that. */
if (import.meta.env.PROD) void navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
