/** Icon and hue of every state (docs/design.md, Status). */
import {
  AlarmClock,
  Back,
  Calendar,
  ChatDotRound,
  ChatLineSquare,
  CircleCheck,
  CircleClose,
  Clock,
  Cpu,
  Flag,
  Link,
  Message,
  MessageBox,
  MuteNotification,
  Pointer,
  Promotion,
  QuestionFilled,
  Remove,
  Timer,
  User,
  VideoPlay,
  View,
  WarningFilled,
} from "@element-plus/icons-vue";
import type { Component } from "vue";

import type { TimelineItem } from "./api";

export type Hue = "neutral" | "sent" | "seen" | "good" | "done" | "warn" | "bad";

export interface Look {
  hue: Hue;
  icon: Component;
}

/** Progress in its order, each with its look. */
export const PROGRESS: Record<string, Look> = {
  queued: { hue: "neutral", icon: Clock },
  sent: { hue: "sent", icon: Promotion },
  delivered: { hue: "sent", icon: MessageBox },
  opened: { hue: "seen", icon: Message },
  clicked: { hue: "seen", icon: Pointer },
  confirmed: { hue: "good", icon: CircleCheck },
  started: { hue: "done", icon: VideoPlay },
  finished: { hue: "done", icon: Flag },
};

/** Side states, the ones that need somebody first. */
export const SIDES: Record<string, Look> = {
  new_time_asked: { hue: "warn", icon: Calendar },
  declined: { hue: "bad", icon: CircleClose },
  bounced: { hue: "bad", icon: Back },
  complained: { hue: "bad", icon: WarningFilled },
  suppressed: { hue: "bad", icon: Back },
  asked_anew: { hue: "warn", icon: Calendar },
  replied: { hue: "warn", icon: ChatLineSquare },
  cancelled: { hue: "neutral", icon: Remove },
  expired: { hue: "neutral", icon: Timer },
  reminders_stopped: { hue: "neutral", icon: MuteNotification },
};

const CASES: Record<string, Look> = {
  missing_value: { hue: "bad", icon: WarningFilled },
  no_address: { hue: "bad", icon: WarningFilled },
  mail_rejected: { hue: "bad", icon: Back },
  channel_missing: { hue: "bad", icon: WarningFilled },
  too_late: { hue: "bad", icon: WarningFilled },
  doubtful: { hue: "warn", icon: QuestionFilled },
  old_address: { hue: "warn", icon: QuestionFilled },
  link_trouble: { hue: "bad", icon: WarningFilled },
  question_asked: { hue: "warn", icon: ChatDotRound },
};

const QUESTIONS: Record<string, Look> = {
  open: { hue: "warn", icon: ChatDotRound },
  answered: { hue: "good", icon: CircleCheck },
  closed: { hue: "neutral", icon: CircleCheck },
};

const ANSWERED: Record<string, Look> = {
  new_time_accepted: { hue: "good", icon: Calendar },
  new_time_proposed: { hue: "warn", icon: Calendar },
  new_time_refused: { hue: "neutral", icon: Calendar },
};

const HAPPENED: Record<string, Look> = {
  entry: { hue: "neutral", icon: User },
  hit: { hue: "neutral", icon: View },
  link_clicked: { hue: "seen", icon: Pointer },
  question_asked: { hue: "warn", icon: ChatDotRound },
  question_answered: { hue: "good", icon: ChatDotRound },
  answer_reworded: { hue: "neutral", icon: ChatDotRound },
  question_closed: { hue: "neutral", icon: ChatDotRound },
  faq_helped: { hue: "seen", icon: ChatDotRound },
  link_asked: { hue: "seen", icon: Link },
  hr_wrote: { hue: "neutral", icon: ChatLineSquare },
  message: { hue: "neutral", icon: Clock },
  reminder: { hue: "neutral", icon: AlarmClock },
};

const RANKS = Object.keys(PROGRESS);
const MACHINE: Look = { hue: "neutral", icon: Cpu };
const UNKNOWN: Look = { hue: "neutral", icon: Clock };

/** Whether an interview at `progress` has come at least to `step`. */
export function reached(progress: string, step: string): boolean {
  return RANKS.indexOf(progress) >= RANKS.indexOf(step);
}

/** Look of a case by its kind. */
export function caseLook(kind: string): Look {
  return CASES[kind] ?? SIDES[kind] ?? UNKNOWN;
}

/** Look of a question by its state. */
export function questionLook(state: string): Look {
  return QUESTIONS[state] ?? UNKNOWN;
}

/** Whether a machine did it, as opens and clicks, or an automatic reply: shown in grey. */
export function byMachine({ name, verdict }: Pick<TimelineItem, "name" | "verdict">): boolean {
  return verdict === "machine" || name === "auto_replied";
}

/** Look of a line in the timeline. */
export function happenedLook({ kind, name, verdict }: TimelineItem): Look {
  if (byMachine({ name, verdict })) return MACHINE;
  if (kind === "case") return caseLook(name);
  const look = kind === "event" ? (PROGRESS[name] ?? SIDES[name] ?? ANSWERED[name] ?? HAPPENED[name]) : HAPPENED[kind];
  return look ?? UNKNOWN;
}
