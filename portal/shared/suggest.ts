/**
 * Ready answers that fit what somebody types (P3): by the pairs of characters that Chinese shares, and by word stems.
 * What only few entries say weighs more. Nothing is learnt and nothing leaves the page.
 */
export interface Ready {
  faq_id: string;
  question: Record<"zh-CN" | "en", string>;
  answer: Record<"zh-CN" | "en", string>;
}

const MOST = 3;
const LEAST_FIT = 0.26;
/** A word that only the answer says fits half as well as one of the question. */
const IN_ANSWER = 0.5;
/** What no entry says is mostly how people talk round their question. */
const OF_NOBODY = 1;
const STEM = 5;
const FILLERS = new Set(
  ("a an and any are be been can could did do does for from get have how i if in is it its me my of on or please " +
    "shall should so that the there this to want was we what when where which who why will with would you your")
    .split(" ")
    .concat("可以 请问 我想 想问 问一 一下 什么 怎么 怎样 是不 不是 是否 有没 没有 能不 不能 你们 我们 这个 那个 需要 要不 一个 没有 行不 不行".split(" ")),
);

/** Pairs of Chinese characters, and the beginnings of words that say something. */
export function pieces(text: string): Set<string> {
  const found = new Set<string>();
  const runs = text.normalize("NFKC").toLowerCase().match(/[\u3400-\u9fff]+|[a-z0-9]+/g) || [];
  for (const run of runs) {
    if (run < "\u3400") found.add(FILLERS.has(run) ? "" : run.slice(0, STEM));
    else for (let at = 0; at + 1 < run.length; at++) found.add(run.slice(at, at + 2));
  }
  for (const filler of ["", ...FILLERS]) found.delete(filler);
  return found;
}

/** Both languages count: who reads English may type Chinese. */
function bothLanguages(texts: Ready["question"]): Set<string> {
  return pieces(`${texts["zh-CN"]} ${texts.en}`);
}

/** Up to three entries that fit `typed`, best first; none while it says too little. */
export function suggest<Entry extends Ready>(entries: readonly Entry[], typed: string): Entry[] {
  return fits(entries, typed)
    .filter(({ fit }) => fit >= LEAST_FIT)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** Every entry with how much of what was typed it says, from 0 to 1, best first. */
export function fits<Entry extends Ready>(entries: readonly Entry[], typed: string): { entry: Entry; fit: number }[] {
  const wanted = pieces(typed);
  const known = entries.map((entry) => ({
    entry,
    question: bothLanguages(entry.question),
    answer: bothLanguages(entry.answer),
  }));
  const weight = (piece: string): number => {
    const saying = known.filter(({ question, answer }) => question.has(piece) || answer.has(piece)).length;
    return saying ? Math.log(1 + entries.length / saying) : OF_NOBODY;
  };
  const weights = [...wanted].map((piece) => ({ piece, weight: weight(piece) }));
  const whole = weights.reduce((sum, each) => sum + each.weight, 0);
  return known
    .map(({ entry, question, answer }) => {
      const said = weights.map(({ piece, weight }) => weight * (question.has(piece) ? 1 : answer.has(piece) ? IN_ANSWER : 0));
      return { entry, fit: whole ? said.reduce((sum, each) => sum + each, 0) / whole : 0 };
    })
    .sort((one, other) => other.fit - one.fit);
}
