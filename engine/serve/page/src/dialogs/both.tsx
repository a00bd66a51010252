// Both versions side by side, with what differs marked.
import { useEffect, useRef } from "preact/hooks";
import type { OpenFile } from "../model/open-file";
import { announceError } from "../ui/announce";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";

export function openBoth(file: OpenFile): void {
  void openDialog(<BothDialog file={file} />);
}

function BothDialog({ file }: { file: OpenFile }) {
  const host = useRef<HTMLDivElement>(null);
  const other = file.conflict.value;
  useEffect(() => {
    if (!other) return;
    let close = () => {};
    let gone = false;
    void import("../editor/merge").then(({ showBoth }) => {
      if (!gone) close = showBoth(host.current!, file.path, other.text, file.text);
    }, announceError);
    return () => {
      gone = true;
      close();
    };
  }, []);
  const settle = (choice: Promise<void>) => {
    closeDialog();
    choice.catch(announceError);
  };
  return (
    <Dialog title="Both versions" wide>
      <div class="both-heads"><strong>{other?.kind === "disk" ? "On disk" : "In the other tab"}</strong><strong>Here</strong></div>
      <div class="both" ref={host} />
      <footer class="dialog-foot">
        <button type="button" class="strong" onClick={() => settle(file.keepMine())}>Keep mine</button>
        <button type="button" onClick={() => settle(file.takeTheirs())}>Take theirs</button>
        <button type="button" onClick={closeDialog}>Decide later</button>
      </footer>
    </Dialog>
  );
}
