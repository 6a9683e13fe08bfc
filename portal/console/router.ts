/** The console's pages, each loaded when it is first opened; what needs a session sends to the sign-in and back. */
import { createRouter, createWebHashHistory } from "vue-router";

import { signedIn } from "./session";

export const router = createRouter({
  history: createWebHashHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: "/sign-in", name: "sign-in", component: () => import("./pages/SignIn.vue"), meta: { open: true } },
    { path: "/", name: "today", component: () => import("./pages/Today.vue") },
    { path: "/applications", name: "applications", component: () => import("./pages/Applications.vue") },
    { path: "/applications/:id", name: "application", component: () => import("./pages/Application.vue"), props: true },
    { path: "/calendar", name: "calendar", component: () => import("./pages/Calendar.vue") },
    { path: "/bulks", name: "bulks", component: () => import("./pages/Bulks.vue") },
    { path: "/bulks/:id", name: "bulk", component: () => import("./pages/Bulk.vue"), props: true },
    { path: "/import", name: "import", component: () => import("./pages/Import.vue") },
    { path: "/import/:id", name: "import-result", component: () => import("./pages/ImportResult.vue"), props: true },
    { path: "/templates", name: "templates", component: () => import("./pages/Templates.vue") },
    {
      path: "/templates/:kind/:language/:scope",
      name: "template",
      component: () => import("./pages/Template.vue"),
      props: true,
    },
    { path: "/scheduled", name: "scheduled", component: () => import("./pages/Scheduled.vue") },
    { path: "/scheduled/reminders", name: "reminders", component: () => import("./pages/Reminders.vue") },
    { path: "/suppressions", name: "suppressions", component: () => import("./pages/Suppressions.vue") },
    { path: "/questions", name: "questions", component: () => import("./pages/Questions.vue") },
    { path: "/setup", name: "setup", component: () => import("./pages/Setup.vue") },
    { path: "/setup/rules", name: "rules", component: () => import("./pages/Rules.vue") },
    { path: "/setup/rules/:id", name: "rule", component: () => import("./pages/Rule.vue"), props: true },
    { path: "/setup/positions", name: "positions", component: () => import("./pages/Positions.vue") },
    { path: "/setup/faq", name: "faq", component: () => import("./pages/Faq.vue") },
    { path: "/setup/company", name: "company", component: () => import("./pages/Company.vue") },
    { path: "/setup/users", name: "users", component: () => import("./pages/Users.vue") },
    { path: "/setup/audit", name: "audit", component: () => import("./pages/Audit.vue") },
    { path: "/:rest(.*)*", redirect: { name: "today" } },
  ],
});

router.beforeEach((to) => {
  if (to.meta.open && signedIn.value) return { name: "today" };
  if (!to.meta.open && !signedIn.value) return { name: "sign-in", query: to.path === "/" ? {} : { to: to.fullPath } };
  return true;
});
