import "../shared/tokens.css";
import "./look.css";
import "./interview.css";
import "./forms.css";
import "./states.css";

import { createApp } from "vue";

import Page from "./Page.vue";

createApp(Page).mount("#app");
