// Rules, editor, effect: side by side where there is room, one at a time where there is not.
import { useEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { remembered } from "../core/remembered";
import { go, route } from "../core/route";
import { kPanes, shownPane, type PaneName } from "../core/shown-pane";
import { EditorPane, saveFile } from "../editor/editor-pane";
import type { EditorHandle } from "../editor/editor";
import { EffectPane, kEffectTabs, kTabNames } from "../effect/effect-pane";
import { bringFiles, bringText } from "../model/bring";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { RulesPane } from "../rules/rules-pane";
import { announce } from "../ui/announce";
import { isDialogOpen } from "../ui/dialog";
import { Splitter } from "../ui/split";

const rulesSize = remembered("size.rules", 23);
const effectSize = remembered("size.effect", 41);
const kNames = { rules: "Rules", editor: "Editor", effect: "Effect" };

export function WorkbenchPage({ workbench, session }: { workbench: Workbench; session: Session }) {
  const handle = useRef<EditorHandle | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const dropping = useDrop(workbench);
  const pack = session.state.value!.packs.find((one) => one.id === workbench.id)!;

  useEffect(() => {
    const style = page.current!.style;
    style.setProperty("--rules", `${rulesSize.value}fr`);
    style.setProperty("--editor", `${100 - rulesSize.value - effectSize.value}fr`);
    style.setProperty("--effect", `${effectSize.value}fr`);
  }, [rulesSize.value, effectSize.value]);

  useEffect(() => {
    let frame = 0;
    const focusIn = (name: PaneName) => {
      if (name === "editor") handle.current?.focus();
      else page.current?.querySelector<HTMLElement>(`#pane-${name} ${name === "rules" ? '[role="treeitem"][tabindex="0"]' : '[role="tab"][tabindex="0"]'}`)?.focus();
      return page.current?.querySelector(`#pane-${name}`)?.contains(document.activeElement) ?? false;
    };
    // Once what it leads to is drawn.
    const focusPane = (name: PaneName) => {
      shownPane.value = name;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => void focusIn(name));
    };
    // At once where it is drawn already: the next key, however quick, goes on from there.
    const focusPaneNow = (name: PaneName) => {
      cancelAnimationFrame(frame);
      if (focusIn(name)) shownPane.value = name;
      else focusPane(name);
    };
    workbench.focusEditor = () => focusPane("editor");
    const key = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.shiftKey) {
        event.preventDefault();
        if (!isDialogOpen()) void saveFile(workbench);
        return;
      }
      if (isDialogOpen()) return;
      if (event.key === "F6") {
        event.preventDefault();
        const at = kPanes.findIndex((name) => page.current?.querySelector(`#pane-${name}`)?.contains(document.activeElement));
        focusPaneNow(kPanes[(at + (event.shiftKey ? -1 : 1) + 3) % 3]!);
      } else if (event.altKey && /^[1-4]$/.test(event.key)) {
        event.preventDefault();
        // Who types looks and types on; the same keys again lead there.
        const tab = kEffectTabs[Number(event.key) - 1]!;
        const stay = isTyping(event) && (route.value.tab ?? kEffectTabs[0]) !== tab;
        go({ tab });
        if (stay) announce(`${kTabNames[tab]} is shown. The same keys again lead there.`);
        else focusPane("effect");
      } else if (event.key === "/" && !isTyping(event)) {
        event.preventDefault();
        shownPane.value = "rules";
        const find = document.getElementById("find-rules");
        find?.focus();
        if (document.activeElement !== find) requestAnimationFrame(() => find?.focus());
      }
    };
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event) || isDialogOpen()) return;
      const files = event.clipboardData?.files;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (files?.length) void bringFiles(workbench, files);
      else if (text.trim().length > 40) void bringText(workbench, text);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", key);
    addEventListener("paste", paste);
    return () => {
      removeEventListener("keydown", key);
      removeEventListener("paste", paste);
    };
  }, [workbench]);

  return (
    <div class="panes" ref={page} data-shown={shownPane.value}>
      <div class="pane-switch" role="group" aria-label="Pane">
        {kPanes.map((name) => <button type="button" key={name} aria-pressed={shownPane.value === name} onClick={() => (shownPane.value = name)}>{kNames[name]}</button>)}
      </div>
      <section id="pane-rules" class="pane" aria-label="Rules">
        <RulesPane workbench={workbench} pack={pack} focusEditor={() => { shownPane.value = "editor"; handle.current?.focus(); }} />
      </section>
      <Splitter label="Width of the rules" size={rulesSize} least={12} most={40} />
      <section id="pane-editor" class="pane" aria-label="Editor"><EditorPane workbench={workbench} handle={handle} /></section>
      <Splitter label="Width of the effect" size={effectSize} least={20} most={60} reversed />
      <section id="pane-effect" class="pane" aria-label="Effect"><EffectPane workbench={workbench} session={session} /></section>
      {dropping.value && <div class="drop-hint"><p>Drop it here to score it. Nothing leaves this machine.</p></div>}
    </div>
  );
}

/** True where a key or a paste belongs to a text field. The editor's own target is inside its shadow root. */
function isTyping(event: Event): boolean {
  const target = event.composedPath()[0] as HTMLElement;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName ?? "");
}

const dragged = signal(false);

function useDrop(workbench: Workbench) {
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      dragged.value = true;
    };
    const leave = (event: DragEvent) => { if (event.relatedTarget === null) dragged.value = false; };
    const drop = (event: DragEvent) => {
      dragged.value = false;
      if (!hasFiles(event)) return;
      event.preventDefault();
      void bringFiles(workbench, event.dataTransfer!.files);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop, true);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop, true);
    };
  }, [workbench]);
  return dragged;
}
