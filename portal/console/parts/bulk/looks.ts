/** How the states of a bulk action look, and what one is called. */
import { CircleCheck, Clock, Promotion, Remove, VideoPause } from "@element-plus/icons-vue";
import { useI18n } from "vue-i18n";

import type { Bulk } from "../../api";
import type { Look } from "../../status";
import { useWords } from "../../words";

export type BulkState = "held" | "running" | "sending" | "paused" | "done" | "cancelled";

export const LOOKS: Record<BulkState, Look> = {
  held: { hue: "warn", icon: Clock },
  running: { hue: "sent", icon: Promotion },
  sending: { hue: "sent", icon: Promotion },
  paused: { hue: "warn", icon: VideoPause },
  done: { hue: "good", icon: CircleCheck },
  cancelled: { hue: "neutral", icon: Remove },
};

/** Where it stands for a person: done only when its last mail has left. */
export function bulkState({ status, complete }: Bulk): BulkState {
  return status === "done" && !complete ? "sending" : status;
}

/** Mails that need somebody: a question stands on the Today page. */
export function troubled({ mails }: Bulk): number {
  return mails.failed + mails.doubtful;
}

/** Functions that name a bulk action in the language now shown. */
export function useBulkWords() {
  const { t } = useI18n();
  const { stageName } = useWords();

  function bulkTitle({ kind, stage, position_name }: Bulk): string {
    if (kind === "move") return t("bulk.title_move", { stage: stageName(stage) });
    return kind === "invite" ? t("bulk.title_invite") : t("bulk.title_withdraw", { position: position_name });
  }

  return { bulkTitle };
}
