import "../shared/tokens.css";

import { createApp } from "vue";

import Page from "./Page.vue";

createApp(Page).mount("#app");
