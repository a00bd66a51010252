// What each line of a plot is; by colour and by dashes.
interface Entry {
  name: string;
  /** A custom property of the page, without its dashes in front. */
  line: string;
  dash?: string;
  width: number;
}

export function Legend({ entries }: { entries: Entry[] }) {
  return (
    <ul class="legend">
      {entries.map(({ name, line, dash, width }) => (
        <li key={name}><svg width="28" height="10" aria-hidden="true"><line x1="0" x2="28" y1="5" y2="5" class={`line-${line}`} stroke-width={width} stroke-dasharray={dash || "none"} /></svg> {name}</li>
      ))}
    </ul>
  );
}
