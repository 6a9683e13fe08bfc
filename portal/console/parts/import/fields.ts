/** The fields of a candidate that a column can be taken for. */
import type { ImportChoices } from "../../api";

export type Field = ImportChoices["mapping"][string];

export const FIELDS: Field[] = ["name", "email", "phone", "position", "candidate_type", "zone", "language", "note"];
