// Numbers and counts as people read them.

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? noun : many}`;
}

/** With a true minus sign, and a plus where it is positive. */
export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return (value < 0 ? "\u2212" : "+") + text;
}

export function fixed(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "\u2013";
  return (value < 0 ? "\u2212" : "") + Math.abs(value).toFixed(digits);
}

/** As the command line rounds. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share > 0.995) return ">99%";
  return `${Math.round(100 * share)}%`;
}

/** The file's own name: lists show that, and the path on hovering. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** An instant as ISO 8601 writes it, to the minute. */
export function moment(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}

export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}\u2026`;
}
