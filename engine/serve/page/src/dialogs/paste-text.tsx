// Text to score, typed or pasted.
import { useSignal } from "@preact/signals";
import { bringText } from "../model/bring";
import type { Workbench } from "../model/workbench";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";

export function openPasteText(workbench: Workbench): void {
  void openDialog(<PasteDialog workbench={workbench} />);
}

function PasteDialog({ workbench }: { workbench: Workbench }) {
  const text = useSignal("");
  const score = (event: Event) => {
    event.preventDefault();
    closeDialog();
    void bringText(workbench, text.value);
  };
  return (
    <Dialog title="Score a text" wide>
      <form class="dialog-body form" onSubmit={score}>
        <label class="row-label">Text of a report
          <textarea rows={14} value={text.value} onInput={(event) => (text.value = event.currentTarget.value)} />
          <small class="quiet">It is scored on this machine, kept in memory only, and forgotten when the server stops.</small>
        </label>
        <footer class="dialog-foot">
          <button type="submit" class="strong" disabled={!text.value.trim()}>Score</button>
          <button type="button" onClick={closeDialog}>Cancel</button>
        </footer>
      </form>
    </Dialog>
  );
}
