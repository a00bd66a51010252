// The keys, as the page handles them: one list for the dialog and for docs.
import { Dialog, openDialog } from "../ui/dialog";

const kKeys: [title: string, keys: [string, string][]][] = [
  ["Everywhere", [
    ["?", "this list (outside text fields)"],
    ["Ctrl+S", "save the file"],
    ["F6, Shift+F6", "next pane, previous pane"],
    ["/", "find rules (outside text fields)"],
    ["Alt+1 … Alt+4", "Report, Assessment, Why, Impact; from the editor pressed twice to go there"],
    ["Esc", "close a dialog"],
  ]],
  ["Rules", [
    ["↑ ↓ Home End", "move"],
    ["→ ←", "open, close or go up"],
    ["Enter", "open in the editor"],
    ["Space", "open and stay in the list"],
  ]],
  ["Editor", [
    ["Ctrl+Space", "what may stand here"],
    ["F8", "next mistake"],
    ["Ctrl+Shift+M", "list of mistakes"],
    ["Ctrl+Z, Ctrl+Y", "undo, redo"],
    ["Ctrl+F", "find and replace"],
    ["Ctrl+], Ctrl+[", "indent, outdent (Tab leaves the editor)"],
    ["Ctrl+/", "comment"],
  ]],
  ["Report", [
    ["↑ ↓ Home End", "sentence by sentence"],
    ["j k", "next, previous highlight"],
    ["n f w", "new rule from this, this should have fired, this hit is wrong"],
    ["Tab", "to the points in the margin and the buttons below"],
  ]],
  ["Lines between panes", [
    ["← →", "move"],
    ["Home End", "smallest, largest"],
  ]],
];

export function openShortcuts(): void {
  void openDialog(
    <Dialog title="Keyboard" wide>
      <div class="dialog-body keys">
        {kKeys.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>{keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Dialog>,
  );
}
