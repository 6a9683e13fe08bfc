/** Ready answers for HR: which of them fit a question, in its language, and for whom each is. */
import { useI18n } from "vue-i18n";

import { fits, type Ready } from "../../../shared/suggest";
import type { Company, FaqEntry } from "../../api";
import { useWords } from "../../words";

/** From here on an answer is so likely the right one that it is filled in. */
const LIKELY = 0.55;
const WORTH_SHOWING = 0.26;
const MOST = 3;

export interface ReadyFor extends Ready {
  words: string;
  title: string;
}

export interface Fitting {
  shown: ReadyFor[];
  /** The one to fill in, if any is as good as certain. */
  likely: ReadyFor | null;
}

/** The entries of `scopes` that fit a question. */
export function fitting(entries: readonly FaqEntry[], text: string, language: string, scopes: readonly string[]): Fitting {
  const mine = entries.filter(({ scope }) => scopes.includes(scope)).map((entry) => readyIn(entry, language));
  const found = fits(mine.filter(({ words }) => words), text).filter(({ fit }) => fit >= WORTH_SHOWING);
  const best = found[0];
  return {
    shown: found.slice(0, MOST).map(({ entry }) => entry),
    likely: best && best.fit >= LIKELY ? best.entry : null,
  };
}

/** Whose entries a candidate for a position may be shown. */
export function scopesOf(company: Company | null, positionName: string): string[] {
  const position = company?.positions.find(({ name }) => name === positionName);
  return ["default", ...(position ? [`family:${position.family}`, `position:${position.position_id}`] : [])];
}

function readyIn(entry: FaqEntry, language: string): ReadyFor {
  const english = language === "en";
  return {
    faq_id: entry.faq_id,
    question: { "zh-CN": entry.question, en: entry.question_en },
    answer: { "zh-CN": entry.answer, en: entry.answer_en },
    title: (english ? entry.question_en : entry.question) || entry.question || entry.question_en,
    words: (english ? entry.answer_en : entry.answer) || entry.answer || entry.answer_en,
  };
}

/** Words for whom an entry is for. */
export function useScopeWords() {
  const { t } = useI18n();
  const { familyName, positionName } = useWords();

  function scopeName(scope: string, company: Company | null): string {
    if (scope === "default") return t("faq.everybody");
    const name = scope.slice(scope.indexOf(":") + 1);
    if (scope.startsWith("family:")) return familyName(name);
    const position = company?.positions.find(({ position_id }) => position_id === name);
    return position ? positionName(position) : name;
  }
  return { scopeName };
}
