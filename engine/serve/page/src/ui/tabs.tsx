// Tabs as the ARIA practices describe them: arrow keys move, the panel follows.
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab {
  key: string;
  label: string;
  /** A count or mark after the label. */
  note?: string | undefined;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  current: string;
  choose: (key: string) => void;
  children: ComponentChildren;
  /** Beside the tabs. */
  aside?: ComponentChildren;
}

export function Tabs({ label, tabs, current, choose, children, aside }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length]!;
    choose(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-row">
        <div role="tablist" aria-label={label} ref={list} onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              type="button" role="tab" key={tab.key} data-key={tab.key} id={`${id}-${tab.key}`} aria-controls={`${id}-panel`}
              aria-selected={tab.key === current} tabIndex={tab.key === current ? 0 : -1} onClick={() => choose(tab.key)}
            >
              {tab.label}
              {tab.note && <span class="tab-note">{tab.note}</span>}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`} class="tab-panel" tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
