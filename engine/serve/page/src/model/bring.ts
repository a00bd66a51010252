// Files and texts that the reader brings: dropped, pasted or chosen. They go to the server on this machine and nowhere else.
import { announce, announceError } from "../ui/announce";
import { go, route } from "../core/route";
import type { Workbench } from "./workbench";

export async function bringFiles(workbench: Workbench, files: FileList | readonly File[] | null): Promise<void> {
  for (const file of files ?? []) await bring(workbench, file.name, file);
}

export async function bringText(workbench: Workbench, text: string): Promise<void> {
  await bring(workbench, "pasted.txt", new Blob([text], { type: "text/plain" }));
}

async function bring(workbench: Workbench, name: string, bytes: Blob): Promise<void> {
  announce(`Scoring ${name}…`);
  try {
    await workbench.reading.bring(name, bytes);
    if (route.value.tab === "impact") go({ tab: "report" });
    announce(`${name} is scored.`);
  } catch (error) {
    announceError(error);
  }
}
