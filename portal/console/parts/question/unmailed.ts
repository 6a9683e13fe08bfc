/** An answer that no mail can bring stands on the candidate's page only: HR has to know, so it stays until it is read. */
import { ElNotification } from "element-plus";

import type { SettledQuestion } from "../../api";

const AS_WISHED = ["on_its_way", "not_wanted"];

/** Tells why no mail goes out, where one should have. */
export function tellUnmailed(t: (key: string, values: object) => string, name: string, mail: SettledQuestion["mail"]): void {
  if (AS_WISHED.includes(mail)) return;
  ElNotification({ type: "warning", duration: 0, title: name, message: t(`question.unmailed_${mail}`, { name }) });
}
