// Where there is no room for three panes: which one is shown.
import { signal } from "@preact/signals";

export type PaneName = "rules" | "editor" | "effect";
export const kPanes: readonly PaneName[] = ["rules", "editor", "effect"];
export const shownPane = signal<PaneName>("editor");
