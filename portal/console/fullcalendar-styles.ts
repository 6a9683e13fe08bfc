/** FullCalendar writes its styles into the page while it runs, which the site's policy refuses: here they become files. */
import type { Plugin } from "vite";

const TEXT = /var css_248z = ("(?:[^"\\]|\\.)*");\s*injectStyles\(css_248z\);/;
const FONT = /@font-face\{[^}]*\}/g;
const AT_RUN_TIME = "function registerStylesRoot(rootNode) {";
const PLACE = "/__fullcalendar/";

export function fullCalendarStyles(): Plugin {
  const styles = new Map<string, string>();
  return {
    name: "fullcalendar-styles",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(PLACE) ? id : null),
    load: (id) => styles.get(id) ?? null,
    transform(code, id) {
      if (!id.includes("/@fullcalendar/")) return null;
      const found = TEXT.exec(code);
      if (!found?.[1]) return null;
      const name = `${PLACE}${styles.size}.css`;
      styles.set(name, (JSON.parse(found[1]) as string).replaceAll(FONT, ""));
      const left = code.replace(TEXT, "").replace(AT_RUN_TIME, `${AT_RUN_TIME} return;`);
      return { code: `import "${name}";\n${left}`, map: null };
    },
  };
}
