/** What HR calls a stage, where that is not its usual name: kept here as it is read, for every page. */
import { ref } from "vue";

export const ownStageNames = ref<Record<string, string>>({});
