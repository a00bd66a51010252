// The line between two panes: dragged, or moved with the arrow keys.
import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";

interface SplitterProps {
  label: string;
  /** Width in percent of the row. */
  size: Signal<number>;
  least: number;
  most: number;
  /** The pane whose width it is lies to the right. */
  reversed?: boolean;
}

export function Splitter({ label, size, least, most, reversed = false }: SplitterProps) {
  const element = useRef<HTMLDivElement>(null);
  const set = (value: number) => (size.value = Math.round(10 * Math.min(most, Math.max(least, value))) / 10);
  const sign = reversed ? -1 : 1;

  const key = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -2, ArrowRight: 2, PageUp: -10, PageDown: 10 }[event.key];
    if (by !== undefined) set(size.value + sign * by);
    else if (event.key === "Home") set(least);
    else if (event.key === "End") set(most);
    else return;
    event.preventDefault();
  };
  const press = (down: PointerEvent) => {
    const row = element.current!.parentElement!.clientWidth;
    const from = size.value;
    element.current!.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent) => set(from + (sign * 100 * (event.clientX - down.clientX)) / row);
    const up = () => {
      element.current?.removeEventListener("pointermove", move);
      element.current?.removeEventListener("pointerup", up);
      element.current?.removeEventListener("pointercancel", up);
    };
    element.current!.addEventListener("pointermove", move);
    element.current!.addEventListener("pointerup", up);
    element.current!.addEventListener("pointercancel", up);
    down.preventDefault();
    element.current!.focus();
  };
  return (
    <div
      ref={element} class="splitter" role="separator" tabIndex={0} aria-label={label} aria-orientation="vertical"
      aria-valuenow={size.value} aria-valuemin={least} aria-valuemax={most} onKeyDown={key} onPointerDown={press}
    />
  );
}
