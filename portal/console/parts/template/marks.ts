/** A text cut into pieces that look different: variables, conditions, and the places something is said about. */

export type Field = "subject" | "preheader" | "body";
export type Weight = "refusal" | "problem" | "advice";

/** A place in a text; `line` and `column` count from 1. */
export interface Mark {
  field: Field;
  line: number;
  column: number;
  text: string;
  weight: Weight;
}

/** A stretch of text from `from` on; the looks are class names. */
export interface Piece {
  from: number;
  text: string;
  looks: string[];
}

interface Stretch {
  from: number;
  to: number;
  look: string;
}

const PLACEHOLDER = /\{\{[^{}]*\}\}|\{%[^{}]*%\}|[[［][^[\]［］\n]{1,40}[\]］]/g;

/** Where a line and column stand in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + column - 1, text.length);
}

/** The text in pieces; `blocks` are the placeholders that stand for a whole part of the mail. */
export function pieces(text: string, blocks: ReadonlySet<string>, marks: Mark[]): Piece[] {
  const stretches = [...placeholders(text, blocks), ...marks.map((mark) => marked(text, mark))];
  const edges = new Set([0, text.length, ...stretches.flatMap(({ from, to }) => [from, to])]);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, sorted[index + 1]),
    looks: stretches.filter((each) => each.from <= from && from < each.to).map(({ look }) => look),
  }));
}

function placeholders(text: string, blocks: ReadonlySet<string>): Stretch[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => {
    const said = match[0];
    const block = blocks.has(said) || blocks.has(said.replace(/[{}\s]/g, ""));
    const look = said.startsWith("{%") ? "condition" : block ? "block" : "variable";
    return { from: match.index, to: match.index + said.length, look };
  });
}

function marked(text: string, { line, column, text: said, weight }: Mark): Stretch {
  const from = offsetOf(text, line, column);
  const length = text.startsWith(said, from) ? said.length : 0;
  return { from, to: Math.min(from + Math.max(length, 1), text.length), look: weight };
}
